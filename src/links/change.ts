import { badFields, type FieldError } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { refuseOtherShop } from '../shops/choose.ts'
import type { Statement } from '../storage/database.ts'
import { followsMain } from './bio-link.ts'
import { ensureCampaign } from './campaign-store.ts'
import { campaignKey } from './campaign.ts'
import type { Channel } from './channel.ts'
import { checkAddresses, checkedDomain, checkedSlug, knownPost, refuseContradiction, slugTaken } from './check.ts'
import { type Ground, readGround } from './ground.ts'
import { deriveSource, type Link, type LinkPatch, toldChannel } from './link.ts'
import { rememberChannel } from './link-history-store.ts'
import type { Post } from './post.ts'
import { hasOtherLinks, movePost } from './post-store.ts'
import { foundLink, type LinkChange, type RowEdit, updateLink } from './store.ts'

/**
 * Changes the fields given; acts on the next request. Another channel or campaign is the post's too, so that is changed
 * with the only link of a post, and refused where there are others. `who`: as the history names them. @throws Problem 400 by field, 409 slug taken
 */
export async function changeLink(runtime: Runtime, link: Link, change: LinkPatch, who: string): Promise<Link> {
  await changeOn({ ...(await readGround(runtime, link.shopId)), runtime, who }, link, change)
  return foundLink(runtime.database, link.id)
}

/** What a change goes by. `runtime`, and who makes it. */
export type ChangeGround = Ground & { readonly runtime: Runtime; readonly who: string }

/** As `changeLink`, for several links of a shop. `more`: what else of the row changes, in the same batch. */
export async function changeOn(ground: ChangeGround, link: Link, change: LinkPatch, more?: RowEdit): Promise<void> {
  const { runtime, who, domains } = ground
  refuseOtherShop(change.shopId, link.shopId)
  const domain = change.domain === undefined ? undefined : checkedDomain(runtime, link.shopId, change.domain, domains)
  const slug = change.slug === undefined ? undefined : checkedSlug(change.slug)
  const addresses = checkAddresses(
    runtime,
    {
      destination: change.destination ?? link.destination,
      fallbackUrl: change.fallbackUrl === undefined ? link.fallbackUrl : change.fallbackUrl,
      domain: domain ?? link.domain,
    },
    domains,
  )
  const { post, channel, before } = await findPlace(ground, link, change)
  const { placement, title, tags, expiresAt, maxClicks } = change
  const by = { at: runtime.now(), who }
  const changed = {
    ...{ domain, slug, placement, title, tags, expiresAt, maxClicks, by },
    postId: post.id === link.postId ? undefined : post.id,
    destination: change.destination === undefined ? undefined : addresses.destination,
    fallbackUrl: change.fallbackUrl === undefined ? undefined : addresses.fallbackUrl,
    utm: changedUtm(link, change, channel),
  }
  const told = channel === link.channel ? [] : [rememberChannel(link, channel, by)]
  if (!(await updateLink(runtime.database, link.id, changed, { before: [...before, ...told], more })))
    throw slugTaken(slug ?? link.slug, slug === undefined ? '/domain' : '/slug')
}

type Place = {
  /** The post that the link is in afterwards, and its channel then. */
  readonly post: Post
  readonly channel: Channel
  /** What goes before the link's own change: its campaign, and what becomes of the post. */
  readonly before: readonly Statement[]
}

async function findPlace({ runtime, knownKey }: ChangeGround, link: Link, change: LinkPatch): Promise<Place> {
  const post = await knownPost(runtime, link.shopId, change.postId ?? link.postId)
  const name = change.campaign ?? link.utm.campaign
  const key = (await knownKey(name)) ?? campaignKey(name)
  const channel = toldChannel(change) ?? link.channel
  if (post.id !== link.postId)
    refuseContradiction(post, {
      ...{ channel, channelField: fieldOf(change, ['channel', 'source']) },
      ...{ campaign: name, campaignKey: key, campaignField: fieldOf(change, ['campaign']) },
    })
  const isOnOther = channel !== post.channel
  const isInOther = post.campaignKey !== key && (change.campaign !== undefined || post.id !== link.postId)
  await refuseWithOthers(runtime, link, post, {
    channel: isOnOther ? fieldOf(change, ['channel', 'source']) : undefined,
    campaign: isInOther && post.campaignKey !== null ? '/campaign' : undefined,
  })
  const move = movePost(post, {
    channel: isOnOther ? channel : undefined,
    campaignKey: isInOther ? key : undefined,
  })
  const campaign = isInOther ? [ensureCampaign(link.shopId, { key, name }, runtime.now())] : []
  return { post, channel, before: [...campaign, ...move] }
}

/** The first of the fields that was given; else the post is what was asked for. */
function fieldOf(change: LinkPatch, fields: readonly (keyof LinkPatch)[]): string {
  return `/${fields.find((field) => change[field] !== undefined) ?? 'postId'}`
}

type Moved = { readonly channel: string | undefined; readonly campaign: string | undefined }

/** One link doesn't take its post's other links along. */
async function refuseWithOthers({ database }: Runtime, link: Link, post: Post, moved: Moved): Promise<void> {
  const errors: FieldError[] = Object.entries(moved).flatMap(([what, pointer]) =>
    pointer === undefined ? [] : [{ pointer, detail: followsMain(link) ? changeMain : changePost(post, what) }],
  )
  if (errors.length > 0 && (await hasOtherLinks(database, post.id, link.id))) throw badFields(errors)
}

const changeMain =
  'This link follows the post’s main link, of which the bio page made it: change that one, and this goes along.'

function changePost({ id, title }: Post, what: string): string {
  return `The post “${title}” has other links, on the same ${what}: change the post itself (PATCH /api/v1/posts/${id}), or make a new link.`
}

/** A channel brings its source and medium; a source alone brings a medium where it means another channel. */
function changedUtm(link: Link, change: LinkPatch, channel: Channel): LinkChange['utm'] {
  const isElsewhere = change.channel !== undefined || channel !== link.channel
  const derived = isElsewhere ? deriveSource({ ...change, channel }) : undefined
  return {
    source: derived?.source ?? change.source,
    medium: derived?.medium ?? change.medium,
    campaign: change.campaign,
    content: orNone(change.content),
    term: orNone(change.term),
  }
}

function orNone(value: string | undefined): string | null | undefined {
  return value === '' ? null : value
}
