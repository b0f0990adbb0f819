import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of a folder, at any depth, that hold one of the texts: as it is, or as UTF-16. */
export function filesHolding(folder: string, ...texts: readonly string[]): string[] {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return wanted.some((one) => bytes.includes(one))
    })
}
