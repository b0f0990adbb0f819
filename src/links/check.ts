import { badField, badFields, conflict, type FieldError } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { checkDestination } from './destination.ts'
import type { DomainOwners } from './domain-owners-store.ts'
import type { Post } from './post.ts'
import { findPost } from './post-store.ts'
import { checkSlug } from './slug.ts'

/** The checks that making and changing a link share. Each throws a Problem that names the field and the remedy. */

export async function knownPost({ database }: Runtime, shopId: string, id: string): Promise<Post> {
  const post = await findPost(database, id)
  if (post?.shopId !== shopId) throw badField('/postId', 'There is no such post in this shop.')
  return post
}

type Addresses = {
  readonly destination: string
  readonly fallbackUrl?: string | null | undefined
  /** The link's own domain: it would lead in circles too. */
  readonly domain?: string | undefined
}

/** `domains`: links lead to none of them, since those that lead to each other would lead in circles. */
export function checkAddresses({ publicUrl }: Pick<Runtime, 'publicUrl'>, given: Addresses, domains: DomainOwners) {
  const ownHosts = [new URL(publicUrl).host, ...domains.keys(), ...(given.domain ? [given.domain] : [])]
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

export function checkedSlug(text: string): string {
  const checked = checkSlug(text)
  if (!checked.ok) throw badField('/slug', checked.detail)
  return checked.slug
}

/** A link's domain as it is stored. @throws Problem 400 when it is another shop's */
export function checkedDomain(runtime: Runtime, shopId: string, text: string, domains: DomainOwners): string {
  const domain = storedDomain(runtime, text)
  if ((domains.get(domain) ?? shopId) !== shopId)
    throw badField('/domain', 'This domain is another shop’s: choose one of your own, or leave it out.')
  return domain
}

/** A domain as it is stored: '' for that of PUBLIC_URL. */
export function storedDomain(runtime: Pick<Runtime, 'publicUrl'>, domain: string): string {
  return domain === new URL(runtime.publicUrl).hostname ? '' : domain
}

export function slugTaken(slug: string, pointer = '/slug') {
  return conflict(pointer, `The slug ${slug} is taken, or was once: slugs are never used again. Choose another one.`)
}

/** What a link says of itself. `channelField`, `campaignField`: the fields in which it says so. */
export type Told = {
  readonly channel: string
  readonly channelField: string
  readonly campaign: string
  readonly campaignKey: string
  readonly campaignField: string
}

/** A link says the same as its post: visits stand under the post in reports, and under the UTMs in Google Analytics. */
export function refuseContradiction(post: Post, told: Told): void {
  const errors: FieldError[] = []
  if (told.channel !== post.channel)
    errors.push({
      pointer: told.channelField,
      detail: `The post “${post.title}” is on ${post.channel}, the link on ${told.channel}: write channel ${post.channel}, or choose another post.`,
    })
  if (post.campaignKey !== null && told.campaignKey !== post.campaignKey)
    errors.push({
      pointer: told.campaignField,
      detail: `The post “${post.title}” belongs to the campaign ${post.campaignKey}, the link to ${told.campaign}: write campaign ${post.campaignKey}, or choose another post.`,
    })
  if (errors.length > 0) throw badFields(errors)
}
