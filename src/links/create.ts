import { nanoid } from 'nanoid'
import { badField, badFields, conflict, type FieldError, notFound } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { checkDestination } from './destination.ts'
import { deriveSource, type Link, type LinkDraft, type LinkPatch } from './link.ts'
import type { Post } from './post.ts'
import { findPost, newPostId } from './post-store.ts'
import { checkSlug, makeSlug } from './slug.ts'
import { findLink, insertLink, type NewLink, updateLink } from './store.ts'
import type { Utm } from './utm.ts'

/** Stores a link; campaign and post are made on first use. @throws Problem 400 by field, 404 post, 409 slug taken */
export async function createLink(runtime: Runtime, shop: Shop, draft: LinkDraft): Promise<Link> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const link = await planLink(runtime, shop, draft)
    if (await insertLink(runtime.database, link)) return foundLink(runtime, link)
    if (draft.slug !== undefined) throw slugTaken(link.slug)
  }
  throw new Error('five generated slugs in a row were taken')
}

/** The link that `createLink` would make, with nothing stored. */
export async function planLink(runtime: Runtime, shop: Shop, draft: LinkDraft): Promise<NewLink> {
  const post = draft.postId === undefined ? undefined : await knownPost(runtime, shop, draft.postId)
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
    domain: draft.domain === undefined || draft.domain === new URL(runtime.publicUrl).hostname ? '' : draft.domain,
    slug,
    destination,
    utm,
    placement: draft.placement ?? null,
    title: draft.title ?? null,
    tags: draft.tags ?? [],
    expiresAt: draft.expiresAt ?? null,
    fallbackUrl,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}

/** Changes the fields given; acts on the next request. @throws Problem as `createLink` */
export async function changeLink(runtime: Runtime, link: Link, change: LinkPatch): Promise<Link> {
  const addresses = checkAddresses(runtime, {
    destination: change.destination ?? link.destination,
    fallbackUrl: change.fallbackUrl === undefined ? link.fallbackUrl : change.fallbackUrl,
    domain: link.domain,
  })
  const { channel, utm } = changedUtm(link, change)
  const changed = {
    ...link,
    ...addresses,
    channel,
    utm,
    slug: change.slug === undefined ? link.slug : checkedSlug(change.slug),
    placement: change.placement === undefined ? link.placement : change.placement,
    title: change.title === undefined ? link.title : change.title,
    tags: change.tags ?? link.tags,
    expiresAt: change.expiresAt === undefined ? link.expiresAt : change.expiresAt,
    updatedAt: runtime.now(),
  }
  const isMoved = channel !== link.channel || utm.campaign !== link.utm.campaign
  if (!(await updateLink(runtime.database, changed, isMoved))) throw slugTaken(changed.slug)
  return foundLink(runtime, link)
}

async function knownPost({ database }: Runtime, shop: Shop, id: string): Promise<Post> {
  const post = await findPost(database, id)
  if (!post || post.shopId !== shop.id) throw badField('/postId', 'There is no such post in this shop.')
  return post
}

type Addresses = {
  readonly destination: string
  readonly fallbackUrl?: string | null | undefined
  /** The link's own domain: it would lead in circles too. */
  readonly domain?: string | undefined
}

function checkAddresses(runtime: Runtime, given: Addresses) {
  const ownHosts = [new URL(runtime.publicUrl).host, ...(given.domain ? [given.domain] : [])]
  const destination = checkDestination(given.destination, ownHosts)
  const fallback =
    given.fallbackUrl === null || given.fallbackUrl === undefined
      ? undefined
      : checkDestination(given.fallbackUrl, ownHosts)
  const errors: FieldError[] = []
  if (!destination.ok) errors.push({ pointer: '/destination', detail: destination.detail })
  if (fallback?.ok === false) errors.push({ pointer: '/fallbackUrl', detail: fallback.detail })
  if (!destination.ok || fallback?.ok === false) throw badFields(errors)
  return { destination: destination.url, fallbackUrl: fallback?.url ?? null }
}

function checkedSlug(text: string): string {
  const checked = checkSlug(text)
  if (!checked.ok) throw badField('/slug', checked.detail)
  return checked.slug
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
  return { channel, utm: withOptional({ source, medium, campaign }, draft.content, draft.term) }
}

function changedUtm(link: Link, change: LinkPatch): { channel: Link['channel']; utm: Utm } {
  const isElsewhere = change.channel !== undefined || change.source !== undefined
  const derived = isElsewhere ? deriveSource(change) : undefined
  const source = derived?.source ?? link.utm.source
  const medium = change.medium ?? derived?.medium ?? link.utm.medium
  const campaign = change.campaign ?? link.utm.campaign
  const utm = withOptional(
    { source, medium, campaign },
    change.content ?? link.utm.content,
    change.term ?? link.utm.term,
  )
  return { channel: derived?.channel ?? link.channel, utm }
}

function withOptional(utm: Utm, content: string | undefined, term: string | undefined): Utm {
  return { ...utm, ...(content ? { content } : {}), ...(term ? { term } : {}) }
}

async function foundLink({ database }: Runtime, { id }: { readonly id: string }): Promise<Link> {
  const link = await findLink(database, id)
  if (!link) throw notFound('link')
  return link
}

function slugTaken(slug: string) {
  return conflict('/slug', `The slug ${slug} is taken, or was once: slugs are never used again. Choose another one.`)
}
