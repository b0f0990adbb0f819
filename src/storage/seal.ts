import { createHash } from 'node:crypto'
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs'

/**
 * SQLite notices a broken page, not a changed amount. So a backup ends with a line that says when it was made and what
 * all bytes before hash to. SQLite passes over it: the file opens with any of its tools.
 */
export type Seal = { readonly madeAt: number; readonly sha256: string }

/** Seals the finished file at `path`. `madeAt`: UTC milliseconds. */
export function writeSeal(path: string, madeAt: number): Seal {
  const head = `tilltrail-backup 1 ${new Date(madeAt).toISOString()} `
  const sha256 = hashFile(path, Number.POSITIVE_INFINITY, head)
  appendFileSync(path, `${head}${sha256}\n`)
  return { madeAt, sha256 }
}

export type Sealed = {
  /** undefined: not sealed, such as a plain copy of a database. */
  readonly seal: Seal | undefined
  /** Bytes of the database, without the seal. */
  readonly bytes: number
}

/**
 * What the file begins and ends with.
 * @throws UnfitFileError for what is not a SQLite database, is cut short, or doesn't hash to what its seal says
 */
export function readSealed(path: string): Sealed {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = databaseBytes(readAt(file, 0, 100))
    if (size < bytes) throw new UnfitFileError(`is cut short: it has ${size} of ${bytes} bytes`)
    if (size === bytes) return { seal: undefined, bytes }
    const [line, time = '', sha256 = ''] = sealLine.exec(readAt(file, bytes, 200).toString('latin1')) ?? []
    if (line === undefined || size !== bytes + line.length)
      throw new UnfitFileError('is damaged: its last line, the seal, is not what a backup ends with')
    if (hashFile(path, bytes, line.slice(0, -65)) !== sha256)
      throw new UnfitFileError('is damaged: its content is not what was backed up (the checksum differs)')
    return { seal: { madeAt: Date.parse(time), sha256 }, bytes }
  } finally {
    closeSync(file)
  }
}

/** A file that can't be restored. The message goes on from the file's name. */
export class UnfitFileError extends Error {}

const sealLine = /^tilltrail-backup 1 (\S{24}) ([0-9a-f]{64})\n$/

/** From the header of the file format. @source https://www.sqlite.org/fileformat2.html section 1.3 */
function databaseBytes(header: Buffer): number {
  if (header.length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new UnfitFileError('is not a SQLite database')
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  const isSound = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0 && pages > 0
  if (!isSound) throw new UnfitFileError('is damaged: its header makes no sense')
  return pages * pageSize
}

function hashFile(path: string, bytes: number, after: string): string {
  const hash = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    for (let at = 0; at < bytes; ) {
      const chunk = readAt(file, at, Math.min(chunkBytes, bytes - at))
      if (chunk.length === 0) break
      hash.update(chunk)
      at += chunk.length
    }
    return hash.update(after).digest('hex')
  } finally {
    closeSync(file)
  }
}

const chunkBytes = 1024 * 1024

function readAt(file: number, at: number, most: number): Buffer {
  const chunk = Buffer.alloc(most)
  return chunk.subarray(0, readSync(file, chunk, 0, most, at))
}
