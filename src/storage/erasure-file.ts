import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ErasureFiles } from '../runtime.ts'
import { syncToDisk } from './backup.ts'

/**
 * The list of what was erased, beside the database: a restored backup holds what was erased after it was made. A line of
 * JSON each; lines of two processes don't mix. Node only.
 */
export function openErasureFiles(folder: string): ErasureFiles {
  const path = erasureFile(folder)
  return {
    keep: async (erasures) => {
      const isNew = !existsSync(path)
      const file = openSync(path, 'a', 0o600)
      try {
        // What a crash cut off in the middle ends here.
        writeSync(file, `\n${erasures.map((one) => JSON.stringify(one)).join('\n')}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      if (isNew) syncToDisk(folder)
    },
    wipe: () => wipe(join(folder, 'tilltrail.sqlite')),
  }
}

/** What the list holds, each as JSON has it; empty where there is none. A line that was cut off is passed over. */
export function readErasureFile(folder: string): readonly unknown[] {
  const path = erasureFile(folder)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split('\n').flatMap(readLine)
}

function readLine(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line)]
  } catch {
    return []
  }
}

function erasureFile(folder: string): string {
  return join(folder, 'erasures.ndjson')
}

/** In a thread of its own: it takes as long as the database is large, and who writes meanwhile waits. */
function wipe(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./wipe.ts', import.meta.url), { workerData: path })
    worker.once('error', reject)
    worker.once('exit', (code) => resolve(code === 0))
  })
}
