/**
 * A stream out of an OLE2 compound file, the box that .xls workbooks come in; undefined when it isn't there.
 * @source MS-CFB 2.2 header, 2.3 FAT, 2.4 mini FAT, 2.6 directory
 * @throws RangeError for what is cut short
 */
export function readStream(bytes: Uint8Array, names: readonly string[]): Uint8Array | undefined {
  const file = openCompound(bytes)
  const entries = readDirectory(file)
  const root = entries.find(({ type }) => type === rootType)
  const entry = entries.find(({ name }) => names.includes(name))
  if (!entry || !root) return undefined
  if (entry.size >= file.view.getUint32(56, true)) return chain(file, entry.start).slice(0, entry.size)
  const small = chain(file, root.start)
  const table = words(chain(file, file.view.getUint32(60, true)))
  const size = 1 << file.view.getUint16(32, true)
  const sectors = follow(table, entry.start).map((sector) => small.subarray(sector * size, (sector + 1) * size))
  return concat(sectors).slice(0, entry.size)
}

/** Whether a file begins as compound files do. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const rootType = 5
/** Sectors from here on aren't sectors but marks: end of chain, free, part of the table itself. */
const firstMark = 0xfffffffa

type Compound = {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly size: number
  readonly table: Uint32Array
}

function openCompound(bytes: Uint8Array): Compound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = 1 << view.getUint16(30, true)
  const sectorAt = (sector: number) => bytes.subarray((sector + 1) * size, (sector + 2) * size)
  const listed = words(bytes.subarray(76, 512))
  const all = [...listed]
  let next = view.getUint32(68, true)
  for (let left = view.getUint32(72, true); left > 0 && next < firstMark; left--) {
    const more = words(sectorAt(next))
    all.push(...more.subarray(0, -1))
    next = more.at(-1) ?? firstMark
  }
  return { bytes, view, size, table: words(concat(all.filter((sector) => sector < firstMark).map(sectorAt))) }
}

function readDirectory(file: Compound) {
  const directory = chain(file, file.view.getUint32(48, true))
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  return Array.from({ length: Math.floor(directory.length / 128) }, (_, index) => {
    const at = index * 128
    const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2)
    return {
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + length)),
      type: view.getUint8(at + 66),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    }
  })
}

function chain({ bytes, size, table }: Compound, start: number): Uint8Array {
  return concat(follow(table, start).map((sector) => bytes.subarray((sector + 1) * size, (sector + 2) * size)))
}

/** A chain that leads back into itself ends when it has been through the table. */
function follow(table: Uint32Array, start: number): number[] {
  const sectors: number[] = []
  for (let sector = start; sector < firstMark && sectors.length <= table.length; sector = table[sector] ?? firstMark)
    sectors.push(sector)
  return sectors
}

function words(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true))
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
