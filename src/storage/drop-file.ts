import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/**
 * How many clicks were ever dropped, by reason, in a file whose room is taken in advance: it can be written when the disk
 * is full, and is read at the next start. Written at most every 100 ms: it may lag behind the database, and ahead of it.
 * Node only.
 */
export function openDropFile(folder: string) {
  const path = join(folder, 'dropped-clicks.json')
  const kept = readKept(path)
  const file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600)
  let counts: Readonly<Record<string, number>> = kept
  let timer: NodeJS.Timeout | undefined

  function write(): void {
    timer = undefined
    try {
      writeSync(file, JSON.stringify(counts).padEnd(roomBytes), 0)
      fdatasyncSync(file)
    } catch {
      // Not even this: the counts stay in memory, and the next change tries again.
    }
  }

  write()
  return {
    kept,
    keep(changed: Readonly<Record<string, number>>): void {
      counts = changed
      timer ??= setTimeout(write, 100)
      timer.unref()
    },
    close(): void {
      clearTimeout(timer)
      write()
      closeSync(file)
    },
  }
}

const roomBytes = 4096

function readKept(path: string): Record<string, number> {
  try {
    return z.record(z.string(), z.number().int().nonnegative()).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Not there yet, or cut off in the middle of a write: the database knows what it was told of earlier drops.
    return {}
  }
}
