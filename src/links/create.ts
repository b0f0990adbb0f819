import { nanoid } from 'nanoid'
import { badFields, type FieldError } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { findCampaignByText } from './campaign-store.ts'
import { campaignKey } from './campaign.ts'
import { checkAddresses, checkedSlug, knownPost, refuseContradiction, slugTaken, storedDomain } from './check.ts'
import { deriveSource, type Link, type LinkDraft, toldChannel } from './link.ts'
import type { Post } from './post.ts'
import { newPostId } from './post-store.ts'
import { makeSlug } from './slug.ts'
import { foundLink, insertLink, isSlugTaken, type NewLink } from './store.ts'
import type { Utm } from './utm.ts'

/** Stores a link; campaign and post are made on first use. @throws Problem 400 by field, 409 slug taken */
export async function createLink(runtime: Runtime, shop: Shop, draft: LinkDraft, named?: Renamed): Promise<Link> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const link = await planLink(runtime, shop, draft, named)
    if (await insertLink(runtime.database, link)) return foundLink(runtime.database, link.id)
    if (draft.slug !== undefined) throw slugTaken(link.slug)
  }
  throw new Error('five generated slugs in a row were taken')
}

/** The link that `createLink` would make, with nothing stored. @throws Problem as `createLink` */
export async function previewLink(runtime: Runtime, shop: Shop, draft: LinkDraft, named?: Renamed): Promise<Link> {
  const { ownPostTitle: _, campaignKey: __, ...link } = await planLink(runtime, shop, draft, named)
  if (draft.slug !== undefined && (await isSlugTaken(runtime.database, link))) throw slugTaken(link.slug)
  return { ...link, number: 0 }
}

/** A draft whose names are written by the shop's rules, and the campaign that was meant. */
type Renamed = { readonly draft: LinkDraft; readonly campaignKey: string | undefined }

/** All of a link but its number. What contradicts its post is told by the draft as it was asked. @throws Problem 400 by field */
export async function planLink(runtime: Runtime, shop: Shop, draft: LinkDraft, named?: Renamed): Promise<NewLink> {
  const post = draft.postId === undefined ? undefined : await knownPost(runtime, shop.id, draft.postId)
  const link = outlineLink(runtime, shop, named?.draft ?? draft, post)
  const { campaign } = link.utm
  const key = named?.campaignKey ?? (await keyOfCampaign(runtime, shop.id, campaign))
  if (post)
    refuseContradiction(post, {
      channel: toldChannel(draft) ?? post.channel,
      channelField: draft.channel === undefined ? '/source' : '/channel',
      ...{ campaign, campaignKey: key, campaignField: '/campaign' },
    })
  return { ...link, campaignKey: key }
}

async function keyOfCampaign({ database }: Runtime, shopId: string, campaign: string): Promise<string> {
  return (await findCampaignByText(database, shopId, campaign))?.key ?? campaignKey(campaign)
}

/** What of a link follows from its draft alone; an import asks the database once for many. @throws Problem 400 by field */
export function outlineLink(runtime: Runtime, shop: Shop, draft: LinkDraft, post?: Post): Omit<NewLink, 'campaignKey'> {
  const { destination, fallbackUrl } = checkAddresses(runtime, draft)
  const slug = draft.slug === undefined ? makeSlug() : checkedSlug(draft.slug)
  const { channel, utm } = checkUtm(draft, post)
  const now = runtime.now()
  return {
    id: `link_${nanoid(12)}`,
    shopId: shop.id,
    postId: post?.id ?? newPostId(),
    ownPostTitle: post ? null : draft.title || draft.content || slug,
    channel,
    domain: storedDomain(runtime, draft.domain ?? ''),
    slug,
    destination,
    utm,
    placement: draft.placement ?? null,
    title: draft.title ?? null,
    tags: draft.tags ?? [],
    expiresAt: draft.expiresAt ?? null,
    maxClicks: draft.maxClicks ?? null,
    usedClicks: 0,
    fallbackUrl,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}

function checkUtm(draft: LinkDraft, post: Post | undefined): { channel: Link['channel']; utm: Utm } {
  const derived = deriveSource({ source: draft.source, medium: draft.medium, channel: draft.channel ?? post?.channel })
  const campaign = draft.campaign ?? post?.campaignKey ?? undefined
  const errors: FieldError[] = []
  if (!derived)
    errors.push({
      pointer: '/channel',
      detail: 'is missing: name the channel (facebook, instagram, …) or the utm source.',
    })
  if (campaign === undefined)
    errors.push({ pointer: '/campaign', detail: 'is missing: name the campaign; it is made on first use.' })
  if (!derived || campaign === undefined) throw badFields(errors)
  const { channel, source, medium } = derived
  const { content, term } = draft
  return { channel, utm: { source, medium, campaign, ...(content ? { content } : {}), ...(term ? { term } : {}) } }
}
