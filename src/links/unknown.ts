import * as z from 'zod'
import type { Runtime } from '../runtime.ts'
import { shortUrlOf } from './short-url.ts'
import { countUnknown, type UnknownSlug } from './unknown-store.ts'

/**
 * Counts people's requests for slugs that are nobody's. So many a second and no more, and not where writes queue already:
 * whoever tries slugs by the thousand costs nothing.
 */
export function createUnknownCounter({ database, log, now }: Pick<Runtime, 'database' | 'log' | 'now'>) {
  let second = 0
  let counted = 0

  return async (host: string, slug: string): Promise<void> => {
    const at = now()
    if (Math.floor(at / 1000) !== second) {
      second = Math.floor(at / 1000)
      counted = 0
    }
    if (counted >= mostPerSecond || slug.length > longestSlug) return
    counted++
    try {
      await database.batch(countUnknown({ host, slug, at }))
    } catch (error) {
      log.warn('an unknown slug could not be counted', { error: String(error) })
    }
  }
}

export const mostPerSecond = 10
const longestSlug = 64

export function showUnknown({ domain, firstAt, lastAt, ...unknown }: UnknownSlug, publicUrl: string) {
  return {
    id: `${domain}/${unknown.slug}`,
    ...unknown,
    domain: domain === '' ? null : domain,
    shortUrl: shortUrlOf({ domain, slug: unknown.slug }, publicUrl),
    firstAt: new Date(firstAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
  }
}

/** Names the last one of a page by what both orders go by. */
export function showCursor({ asked, lastAt, domain, slug }: UnknownSlug): string {
  return `${asked}.${lastAt}/${domain}/${slug}`
}

export const unknownCursor = z.string().transform((text, context) => {
  const [, asked, lastAt, domain, slug] = /^(\d{1,15})\.(\d{1,15})\/([^/]*)\/([^]+)$/.exec(text) ?? []
  if (domain !== undefined && slug !== undefined) return { asked: Number(asked), lastAt: Number(lastAt), domain, slug }
  context.addIssue({ code: 'custom', message: 'must be the nextCursor of the page before' })
  return z.NEVER
})
