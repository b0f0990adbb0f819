import * as z from 'zod'
import { badFields, type FieldError, Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { nameRows } from './across-names.ts'
import { type PostWithLink, storeAcross } from './across-store.ts'
import { findCampaignByText } from './campaign-store.ts'
import { slugTaken } from './check.ts'
import { planLink } from './create.ts'
import { type LinkDraft, linkDraft } from './link.ts'
import { captionField, channelField, contentField, imageUrlField, postDraft } from './post.ts'
import { loadNaming, nameDraft, type Naming } from './naming-link.ts'
import type { NamingWarning } from './naming-lint.ts'
import { slugKey } from './slug.ts'
import { isSlugTaken, type NewLink } from './store.ts'

const { destination, campaign, content, term, slug, source, medium, placement, domain } = linkDraft.shape

const rowDraft = z.strictObject({
  channel: channelField,
  ...{ placement, source, medium, content, slug },
  caption: captionField.nullable().optional(),
})

/** One publication on several channels: what they share, and a row for each. The same channel may stand there twice. */
export const acrossDraft = z.strictObject({
  ...{ destination, domain, term },
  campaign: z.string('is missing: name the campaign; it is made on first use.').pipe(campaign.unwrap()),
  title: linkDraft.shape.title,
  channels: z
    .array(rowDraft, 'is missing: give 1 to 20 channels, such as [{"channel": "instagram"}]')
    .min(1, 'must have one channel at least')
    .max(20, 'must have 20 channels at most'),
  kind: contentField.nullable().optional(),
  caption: captionField.nullable().optional(),
  imageUrl: imageUrlField.nullable().optional(),
  customerMade: postDraft.shape.customerMade,
  publishedAt: postDraft.shape.publishedAt,
  tags: linkDraft.shape.tags,
  expiresAt: linkDraft.shape.expiresAt,
  fallbackUrl: linkDraft.shape.fallbackUrl,
  shopId: linkDraft.shape.shopId,
})
export type AcrossDraft = z.output<typeof acrossDraft>
type Row = AcrossDraft['channels'][number]

/** What is made for a row, with what the shop's naming rules say of it. */
export type MadeAcross = PostWithLink & { readonly warnings: readonly NamingWarning[] }

/**
 * A post with a link for each row, in their order: all are stored or none is. Names are written by the shop's rules, and
 * filled in by its templates where none is given. @throws Problem 400 and 409, which name a row as `/channels/2/slug`
 */
export async function createAcross(runtime: Runtime, shop: Shop, draft: AcrossDraft): Promise<MadeAcross[]> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const plans = await planRows(runtime, shop, draft)
    const links = plans.map(({ link }) => link)
    const posts = links.map((link, index) => toPost(draft, link, draft.channels[index]))
    const made = await storeAcross(runtime.database, { links, posts, campaign: draft.campaign }, runtime.now())
    if (made) return made.map((one, index) => ({ ...one, warnings: plans[index]?.warnings ?? [] }))
    await refuseTakenSlugs(runtime, draft, links)
  }
  throw new Error('generated slugs were taken five times in a row')
}

/** The links that `createAcross` would make, with nothing stored. @throws Problem as `createAcross` */
export async function previewAcross(runtime: Runtime, shop: Shop, draft: AcrossDraft) {
  const plans = await planRows(runtime, shop, draft)
  await refuseTakenSlugs(
    runtime,
    draft,
    plans.map(({ link }) => link),
  )
  return plans.map(({ link, warnings }) => {
    const { ownPostTitle: _, campaignKey: __, ...planned } = link
    return { link: { ...planned, number: 0 }, warnings }
  })
}

type PlannedRow = { readonly link: NewLink; readonly warnings: readonly NamingWarning[] }

/** Every row is looked at, so that all that is wrong is said at once. */
async function planRows(runtime: Runtime, shop: Shop, draft: AcrossDraft): Promise<PlannedRow[]> {
  const plans: PlannedRow[] = []
  const errors: FieldError[] = []
  const naming = await loadNaming(runtime, shop)
  for (const [index, row] of (await linkDrafts(runtime, { shop, naming, draft })).entries()) {
    try {
      const link = await planLink(runtime, shop, row)
      const { campaignKey = link.campaignKey, warnings } = await nameDraft(runtime, { shop, naming, draft: row })
      plans.push({ link: { ...link, campaignKey }, warnings })
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error
      errors.push(...error.errors.map((one) => inRow(one, index)))
    }
  }
  errors.push(...repeatedSlugs(draft.channels))
  if (errors.length > 0) throw badFields(distinct(errors))
  return plans
}

type ToName = { readonly shop: Shop; readonly naming: Naming; readonly draft: AcrossDraft }

/** A campaign that is there has one utm_campaign, however its name is typed. */
async function linkDrafts({ database, now }: Runtime, { shop, naming, draft }: ToName): Promise<LinkDraft[]> {
  const known = await findCampaignByText(database, shop.id, draft.campaign)
  const day = showDay(localDay(draft.publishedAt ?? now(), shop.timeZone)).replaceAll('-', '')
  const names = nameRows(naming.rules, { ...draft, campaign: known?.key ?? draft.campaign }, day)
  const { title, tags, expiresAt, fallbackUrl } = draft
  return draft.channels.map(({ channel, slug }, index) => ({
    ...{ destination: draft.destination, domain: draft.domain, channel, slug },
    ...{ title, tags, expiresAt, fallbackUrl, campaign: draft.campaign },
    ...{ ...names[index], placement: names[index]?.placement || null },
  }))
}

function toPost(draft: AcrossDraft, link: NewLink, row: Row | undefined) {
  const { publishedAt, kind, tags, imageUrl, customerMade } = draft
  return {
    ...{ id: link.postId, shopId: link.shopId, channel: link.channel, campaign: { key: link.campaignKey } },
    title: link.ownPostTitle ?? link.slug,
    content: kind ?? null,
    caption: row?.caption ?? draft.caption ?? null,
    imageUrl: imageUrl ?? null,
    publishedAt: publishedAt ?? null,
    customerMade: customerMade ?? false,
    tags: tags ?? [],
  }
}

const rowFields: ReadonlySet<string> = new Set(Object.keys(rowDraft.shape))

function inRow({ pointer, detail }: FieldError, index: number): FieldError {
  const isRows = rowFields.has(pointer.split('/')[1] ?? '')
  return { pointer: isRows ? `/channels/${index}${pointer}` : pointer, detail }
}

function repeatedSlugs(rows: readonly Row[]): FieldError[] {
  const slugs = rows.map((row) => slugKey(row.slug ?? ''))
  return slugs.flatMap((one, index) => {
    const first = slugs.indexOf(one)
    if (one === '' || first === index) return []
    const detail = `The slug ${one} is that of channel ${first + 1} here already: each link needs one of its own.`
    return [{ pointer: `/channels/${index}/slug`, detail }]
  })
}

/** What is wrong with something that the rows share is the same in each. */
function distinct(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((one) => [`${one.pointer} ${one.detail}`, one])).values()]
}

/** @throws Problem 409 that names every row whose own slug is somebody's; made ones are made anew. */
async function refuseTakenSlugs({ database }: Runtime, draft: AcrossDraft, links: readonly NewLink[]): Promise<void> {
  const errors: FieldError[] = []
  for (const [index, link] of links.entries()) {
    const isOwn = draft.channels[index]?.slug !== undefined
    if (isOwn && (await isSlugTaken(database, link)))
      errors.push(...slugTaken(link.slug, `/channels/${index}/slug`).errors)
  }
  if (errors.length > 0) throw new Problem(409, 'Conflict', errors.map(({ detail }) => detail).join(' '), { errors })
}
