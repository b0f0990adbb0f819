import type { Opened } from './connection.ts'

/**
 * Counts what may have changed the targets of short URLs: our own commits that wrote to their tables, and any commit of
 * another process (`data_version`, asked once per event-loop turn).
 */
export function trackRevision(opened: Opened, schedule: () => void) {
  let own = 0
  let isTouched = false
  let foreign: unknown
  let asked: ReturnType<Opened['connection']> | undefined
  let isAsked = false
  const touching = new Map<string, boolean>()

  return {
    see(sql: string): void {
      let touches = touching.get(sql)
      if (touches === undefined) {
        touches = /^\s*(?:insert\s+into|update|delete\s+from)\s+(?:links|slugs|posts|campaigns|shops)\b/i.test(sql)
        if (touching.size > 1000) touching.clear()
        touching.set(sql, touches)
      }
      isTouched ||= touches
    },
    commit(): void {
      if (isTouched) own++
      isTouched = false
    },
    rollBack(): void {
      isTouched = false
    },
    endTurn(): void {
      isAsked = false
    },
    read(): number {
      if (isAsked) return own
      isAsked = true
      // The turn's end, which asks anew, comes also when nothing is written.
      schedule()
      try {
        const seen = opened.prepare('pragma data_version').pluck().get()
        // Each connection counts for itself.
        if (seen !== foreign || opened.connection() !== asked) own++
        foreign = seen
        asked = opened.connection()
      } catch {
        // A disk that can't be read: what is known stays in force, since visitors go on.
      }
      return own
    },
  }
}
