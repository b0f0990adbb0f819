import { Problem } from '../../http/problem.ts'

export type Turn = {
  /** It hasn't stood still. */
  goOn(): void
  end(): void
}

/**
 * One at a time in a process, since each holds a file whole. Who has stood still for a minute, such as a reader that went
 * away, keeps nobody waiting. `now`: UTC milliseconds.
 */
export function createTurns(now: () => number): () => Turn {
  let holder: { movedAt: number } | undefined
  return () => {
    if (holder && now() - holder.movedAt < mostStillMs) throw tooMany()
    const mine = { movedAt: now() }
    holder = mine
    return {
      goOn() {
        mine.movedAt = now()
      },
      end() {
        if (holder === mine) holder = undefined
      },
    }
  }
}

const mostStillMs = 60_000

function tooMany(): Problem {
  const detail = 'Another file is being read in: wait until it is done, and send this one again.'
  return new Problem(429, 'Too many requests', detail, { headers: { 'retry-after': '10' } })
}
