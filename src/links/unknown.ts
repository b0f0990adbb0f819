import type { Runtime } from '../runtime.ts'
import { countUnknown } from './unknown-store.ts'

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
