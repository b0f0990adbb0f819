import { readlinkSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * Lets the other threads go first where cores are few: reports wait for redirects, never the other way round. Linux has
 * priorities of single threads; elsewhere all stay alike.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return
  try {
    // Ends in the number of the thread that asks.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, Math.min(last, getPriority(thread) + behind))
  } catch {
    // No /proc here, or a sandbox that forbids it: reports are as right without it.
  }
}

/** As `nice` counts: from -20 (first) to 19. */
const behind = 10
const last = 19
