import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Runtime } from '../runtime.ts'

/** Keeps reports as files in `reports/` of the data folder, where nothing is mailed; resolves with the HTML file's path. Node only. */
export function openReportFiles(dataDir: string): NonNullable<Runtime['keepReport']> {
  const folder = join(dataDir, 'reports')
  return async ({ name, text, html }) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Never outside the folder, whatever the name.
    const safe = name.replaceAll(/[^\w-]/g, '_')
    put(join(folder, `${safe}.txt`), text)
    const path = join(folder, `${safe}.html`)
    put(path, html)
    return path
  }
}

/** Whole or not at all. */
function put(path: string, text: string): void {
  writeFileSync(`${path}.part`, text, { mode: 0o600 })
  renameSync(`${path}.part`, path)
}
