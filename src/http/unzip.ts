import { badField } from './problem.ts'

/**
 * The files in a ZIP archive that `wanted` names: plain and deflated ones, as every sender makes them.
 * @source APPNOTE.TXT 6.3.10 (PKWARE): end of central directory, central directory, local headers
 * @throws Problem 400 for what is broken, encrypted, or larger than `mostBytes` when unpacked
 */
export async function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  mostBytes: number,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = []
  let left = mostBytes
  for (const entry of readEntries(view, bytes)) {
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue
    const unpacked = await unpack(view, bytes, entry, left)
    left -= unpacked.length
    files.push({ name: entry.name, bytes: unpacked })
  }
  return files
}

/** Whether a file begins as ZIP archives do. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

type Entry = { readonly name: string; readonly method: number; readonly size: number; readonly at: number }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const mostEntries = 2000

function readEntries(view: DataView, bytes: Uint8Array): Entry[] {
  const end = findEnd(view)
  const entries: Entry[] = []
  const count = Math.min(view.getUint16(end + 10, true), mostEntries)
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) throw broken()
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    if (view.getUint16(at + 8, true) & 1)
      throw badField('', 'The ZIP file has a password: unpack it and choose the file inside.')
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0))),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

/** The last record; a comment of up to 65,535 bytes may follow it. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--)
    if (view.getUint32(at, true) === endMark) return at
  throw broken()
}

async function unpack(view: DataView, bytes: Uint8Array, entry: Entry, most: number): Promise<Uint8Array> {
  if (entry.at + 30 > view.byteLength) throw broken()
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  const packed = bytes.slice(start, start + entry.size)
  if (packed.length < entry.size) throw broken()
  if (entry.method === 0) return within(packed, most)
  if (entry.method !== 8)
    throw badField('', `The ZIP file packs ${entry.name} in a way that isn’t read here: unpack it first.`)
  return inflate(packed, most)
}

async function inflate(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length
      parts.push(next.value)
      if (size > most) break
    }
  } catch {
    throw broken()
  }
  await reader.cancel()
  if (size > most) throw tooLarge()
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function within(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length > most) throw tooLarge()
  return bytes
}

function broken() {
  return badField('', 'The ZIP file is damaged or cut short: download it again.')
}

function tooLarge() {
  return badField('', 'What is in the ZIP file is too large: export a shorter period.')
}
