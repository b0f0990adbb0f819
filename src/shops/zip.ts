/** The first file of a zip, as the European Central Bank packs its rates. */

export class ZipError extends Error {}

/**
 * Unpacks the first file. @throws ZipError for what is no such zip, or unpacks to more than `mostBytes`
 * @source APPNOTE.TXT 6.3.10, 4.3.7 local file header, 4.3.12 central directory, 4.3.16 its end
 */
export async function unzipFirst(zip: Uint8Array<ArrayBuffer>, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  try {
    const entry = view.getUint32(findEnd(view) + 16, true)
    if (view.getUint32(entry, true) !== centralEntry) throw new ZipError('has no list of its files.')
    const method = view.getUint16(entry + 10, true)
    const size = view.getUint32(entry + 20, true)
    const header = view.getUint32(entry + 42, true)
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
    const packed = zip.slice(start, start + size)
    if (packed.length < size) throw new ZipError('ends too early.')
    if (method === stored) return packed
    if (method !== deflated) throw new ZipError('is packed in a way that isn’t known here: unpack it first.')
    return await inflate(packed, mostBytes)
  } catch (error) {
    if (error instanceof ZipError) throw error
    throw new ZipError('is damaged: fetch it again.')
  }
}

const centralEntry = 0x02014b50
const endOfDirectory = 0x06054b50
const [stored, deflated] = [0, 8]

/** It stands at the end, behind it at most a comment of 64 kB. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === endOfDirectory) return at
  throw new ZipError('ends too early: fetch it again.')
}

async function inflate(packed: Uint8Array<ArrayBuffer>, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    parts.push(next.value)
    if (length <= mostBytes) continue
    await reader.cancel()
    throw new ZipError('unpacks to more than is read here.')
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
