import { findTarget } from '../links/target-store.ts'
import type { Database } from '../storage/database.ts'
import { type PreparedLink, prepareLink } from './redirect.ts'

/** The links behind short URLs, ready for their redirects, as the database has them now. */
export type Targets = {
  /** The link at once, if it is in mind and nothing has changed since; `path` as asked for (`/abc12345`). */
  known(path: string, host: string): PreparedLink | undefined
  /** The link from the database; remembered for `known`. Unknown slugs are never remembered: they push nothing out. */
  find(path: string, host: string): Promise<PreparedLink | undefined>
}

type Parts = {
  readonly database: Database
  readonly clickParam: string
  /** Differs once links may have changed, so that a change acts on the next request. */
  revision(): number
  /** The short domains beside the default one; any other host is the default domain. */
  readDomains(): ReadonlySet<string>
  readonly most?: number
}

/** Remembers `most` links at most, the oldest go first. */
export function openTargets({ database, clickParam, revision, readDomains, most = 150_000 }: Parts): Targets {
  const remembered = new Map<string, PreparedLink>()
  let rememberedAt = Number.NaN
  let domains: ReadonlySet<string> = new Set()

  function forgetStale(): number {
    const now = revision()
    if (now === rememberedAt) return now
    try {
      domains = readDomains()
    } catch {
      // A disk that can't be read: what is in mind stays in force, since visitors go on, and the next visit asks again.
      return now
    }
    remembered.clear()
    rememberedAt = now
    return now
  }

  /** Letter case says nothing in a slug: one key a link, however it is typed. */
  function keyOf(path: string, host: string): string {
    const slug = path.toLowerCase()
    return domains.size > 0 && domains.has(host) ? host + slug : slug
  }

  return {
    known(path, host) {
      forgetStale()
      return remembered.get(keyOf(path, host))
    },
    async find(path, host) {
      const asked = forgetStale()
      const target = await findTarget(database, host, path.slice(1))
      if (!target) return undefined
      const link = prepareLink(target, clickParam)
      // One with a limit goes to the route every time, which counts down.
      if (link.max_clicks === null && asked === forgetStale()) remember(keyOf(path, host), link)
      return link
    },
  }

  function remember(key: string, link: PreparedLink): void {
    const isFull = remembered.size >= most && !remembered.has(key)
    const oldest = isFull ? remembered.keys().next().value : undefined
    if (oldest !== undefined) remembered.delete(oldest)
    remembered.set(key, link)
  }
}
