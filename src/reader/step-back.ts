import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Lets the other threads go first where cores are few: reports wait for redirects, never the other way round. Linux has
 * priorities of single threads; elsewhere all stay alike.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return
  try {
    // Ends in the number of the thread that asks.
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), behind)
  } catch {
    // No /proc here, or a sandbox that forbids it: reports are as right without it.
  }
}

/** As `nice` has it: from -20 (first) to 19. */
const behind = 10
