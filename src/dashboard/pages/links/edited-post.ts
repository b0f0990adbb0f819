import type { Post, PostPatch } from '../../queries/posts.ts'
import { toDateField, toInstant } from './builder-draft.ts'

export type EditedFields = ReturnType<typeof fieldsOf>

/** A post as its form has it; '' for what it doesn't have. */
export function fieldsOf(post: Post, timeZone: string) {
  const { title, caption, imageUrl, url, content, customerMade, publishedAt, campaignId, codeWord } = post
  return {
    ...{ title, customerMade, caption: caption ?? '', imageUrl: imageUrl ?? '', url: url ?? '' },
    ...{ kind: content ?? ('' as const), campaignId: campaignId ?? '', codeWord: codeWord ?? '' },
    publishedAt: toDateField(publishedAt, timeZone),
  }
}

/** Only what was changed here: what somebody else changed meanwhile stays. */
export function changesOf(fields: EditedFields, post: Post, timeZone: string): PostPatch {
  const before = fieldsOf(post, timeZone)
  const { title, caption, imageUrl, url, kind, campaignId, customerMade, publishedAt, codeWord } = fields
  return {
    ...(title === before.title ? {} : { title: title.trim() }),
    ...(campaignId === before.campaignId ? {} : { campaignId: campaignId || null }),
    ...(caption === before.caption ? {} : { caption: caption.trim() === '' ? null : caption }),
    ...(imageUrl === before.imageUrl ? {} : { imageUrl: imageUrl.trim() || null }),
    ...(url === before.url ? {} : { url: url.trim() || null }),
    ...(codeWord === before.codeWord ? {} : { codeWord: codeWord.trim() || null }),
    ...(kind === before.kind ? {} : { content: kind || null }),
    ...(customerMade === before.customerMade ? {} : { customerMade }),
    ...(publishedAt === before.publishedAt
      ? {}
      : { publishedAt: publishedAt === '' ? null : toInstant(publishedAt, timeZone) }),
  }
}
