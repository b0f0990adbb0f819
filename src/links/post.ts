import * as z from 'zod'
import { dayField } from '../shops/day-field.ts'
import { type Channel, channelIds } from './channel.ts'
import { codeWordField } from './code-word.ts'

/** One publication on one channel. */
export type Post = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly campaignId: string | null
  readonly campaignName: string | null
  readonly campaignKey: string | null
  readonly channel: Channel
  readonly title: string
  readonly publishedAt: number | null
  readonly content: PostContent | null
  readonly purpose: string | null
  readonly tags: readonly string[]
  readonly coupon: string | null
  /** What customers say at the till, by which the shop knows that it was this post. */
  readonly codeWord: string | null
  readonly url: string | null
  /** May hold `{link}`, where its short URL goes. */
  readonly caption: string | null
  readonly imageUrl: string | null
  /** Made by a customer, shown by the shop. */
  readonly customerMade: boolean
  readonly createdAt: number
}

/** What a post conveys. */
export const postContents = ['knowledge', 'news', 'offer', 'service', 'inspiration'] as const
export type PostContent = (typeof postContents)[number]

export const channelField = z.enum(channelIds, `must be one of ${channelIds.join(', ')}`)
export const mostTags = 20
export const tagsField = z
  .array(z.string().trim().min(1, 'must not be empty').max(50, 'must have 50 characters at most'))
  .max(mostTags, `must have ${mostTags} tags at most`)
export const titleField = z.string().trim().min(1, 'must not be empty').max(200, 'must have 200 characters at most')
/** ISO 8601 → UTC milliseconds. */
export const timeField = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-11-22T12:00:00Z' })
  .transform((text) => Date.parse(text))

export const contentField = z.enum(postContents, `must be one of ${postContents.join(', ')}`)
export const captionField = z.string('must be text').max(5_000, 'must have 5,000 characters at most')
/** The address of a post's picture; on https, since bio pages are. */
export const imageUrlField = z
  .url({ protocol: /^https$/, error: 'must be the https address of the picture' })
  .max(2048, 'must have 2,048 characters at most')

export const postDraft = z.strictObject({
  title: titleField,
  channel: channelField,
  campaignId: z.string().nullable().exactOptional(),
  publishedAt: timeField.nullable().exactOptional(),
  content: contentField.nullable().exactOptional(),
  purpose: z.string().max(1000, 'must have 1,000 characters at most').nullable().exactOptional(),
  tags: tagsField.exactOptional(),
  coupon: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'must have 64 characters at most')
    .nullable()
    .exactOptional(),
  codeWord: codeWordField.nullable().exactOptional(),
  url: z
    .url({ protocol: /^https?$/, error: 'must be the http(s) address of the post' })
    .max(2048, 'must have 2,048 characters at most')
    .nullable()
    .exactOptional(),
  caption: captionField.nullable().exactOptional(),
  imageUrl: imageUrlField.nullable().exactOptional(),
  customerMade: z.boolean('must be true or false').exactOptional(),
  shopId: z.string().exactOptional(),
})
export type PostDraft = z.output<typeof postDraft>

export const postPatch = z.strictObject({
  ...postDraft.shape,
  title: postDraft.shape.title.exactOptional(),
  channel: postDraft.shape.channel.exactOptional(),
})
export type PostPatch = z.output<typeof postPatch>

/** Which posts of a shop are meant; all of them where nothing is said. */
export const postFilter = z.strictObject({
  from: dayField.optional(),
  to: dayField.optional(),
  channel: channelField.optional(),
  campaignId: z.string().optional(),
  content: contentField.optional(),
  q: z.string().trim().max(200, 'must have 200 characters at most').optional(),
})

export function showPost({ number: _, campaignKey: __, publishedAt, createdAt, ...post }: Post) {
  return {
    ...post,
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  }
}
