import { nanoid } from 'nanoid'
import { gatherFaults } from '../http/gather.ts'
import { badFields, type FieldError } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { campaignKey } from './campaign.ts'
import { checkAddresses, checkedDomain, checkedSlug, knownPost, refuseContradiction, slugTaken } from './check.ts'
import type { DomainOwners } from './domain-owners-store.ts'
import { type Ground, readGround } from './ground.ts'
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

/** A draft whose names are written by the shop's rules, and the campaign that was meant. `ground`: where it is read already. */
type Renamed = {
  readonly draft: LinkDraft
  readonly campaignKey: string | undefined
  readonly ground?: Ground
}

/** All of a link but its number. What contradicts its post is told by the draft as it was asked. @throws Problem 400 by field */
export async function planLink(runtime: Runtime, shop: Shop, draft: LinkDraft, named?: Renamed): Promise<NewLink> {
  const post = draft.postId === undefined ? undefined : await knownPost(runtime, shop.id, draft.postId)
  const ground = named?.ground ?? (await readGround(runtime, shop.id))
  const link = outlineLink({ runtime, shop, domains: ground.domains }, named?.draft ?? draft, post)
  const { campaign } = link.utm
  const key = named?.campaignKey ?? (await ground.knownKey(campaign)) ?? campaignKey(campaign)
  if (post)
    refuseContradiction(post, {
      channel: toldChannel(draft) ?? post.channel,
      channelField: draft.channel === undefined ? '/source' : '/channel',
      ...{ campaign, campaignKey: key, campaignField: '/campaign' },
    })
  return { ...link, campaignKey: key }
}

type Place = { readonly runtime: Runtime; readonly shop: Pick<Shop, 'id'>; readonly domains: DomainOwners }

/** What of a link follows from its draft alone; an import asks the database once for many. @throws Problem 400 by field */
export function outlineLink(place: Place, draft: LinkDraft, post?: Post): Omit<NewLink, 'campaignKey'> {
  const { runtime, shop, domains } = place
  const { check, errors } = gatherFaults()
  const addresses = check(() => checkAddresses(runtime, draft, domains))
  const slug = check(() => (draft.slug === undefined ? makeSlug() : checkedSlug(draft.slug)))
  const named = check(() => checkUtm(draft, post))
  const domain = check(() => checkedDomain(runtime, shop.id, draft.domain ?? '', domains))
  if (!addresses || slug === undefined || !named || domain === undefined) throw badFields(errors)
  const { channel, utm } = named
  const now = runtime.now()
  return {
    id: `link_${nanoid(12)}`,
    shopId: shop.id,
    postId: post?.id ?? newPostId(),
    ownPostTitle: post ? null : draft.title || draft.content || slug,
    channel,
    domain,
    slug,
    ...addresses,
    utm,
    placement: draft.placement ?? null,
    title: draft.title ?? null,
    tags: draft.tags ?? [],
    expiresAt: draft.expiresAt ?? null,
    maxClicks: draft.maxClicks ?? null,
    usedClicks: 0,
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
