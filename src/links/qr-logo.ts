import { badField, type Problem } from '../http/problem.ts'
import { type Picture, readPicture } from './qr-picture.ts'

export const logoTypes = ['image/png', 'image/svg+xml'] as const
export type LogoType = (typeof logoTypes)[number]
export type Logo = { readonly type: LogoType; readonly bytes: Uint8Array }

/** Bytes of a logo at most. */
export const mostLogoBytes = 200 * 1024
/** Pixels of a side at most: a PNG logo is decoded for each code. */
const mostLogoSide = 1024

/**
 * The logo in a file, told by its content, whatever it is called: PNG or SVG. Of a PNG only the picture is kept, not
 * where and when it was taken. @throws Problem 400 with the remedy
 */
export async function readLogo(bytes: Uint8Array): Promise<Logo> {
  if (bytes.length === 0) throw refused('is empty: send the file itself as the body of the request.')
  if (bytes.length > mostLogoBytes)
    throw refused(`has ${Math.ceil(bytes.length / 1024)} KB; 200 KB is the most. A PNG of 512 pixels a side is plenty.`)
  if (startsWith(bytes, pngSignature)) return { type: 'image/png', bytes: await checkPng(bytes) }
  return { type: 'image/svg+xml', bytes: checkSvg(bytes) }
}

/** The logo for a PNG code. @throws Problem 400 where it isn't a PNG itself: only browsers can draw an SVG */
export function pictureOf({ type, bytes }: Logo): Picture {
  if (type === 'image/png') return readPicture(bytes)
  throw badField(
    '/logo',
    'is an SVG, which PNG codes can’t hold: upload the logo as a PNG, take qr.svg, or leave it out with logo=0.',
  )
}

/** As an address that holds the picture itself. */
export function dataUrlOf({ type, bytes }: Logo): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8190)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 8190))))
  return `data:${type};base64,${parts.join('')}`
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What the picture needs; all else tells of cameras, places and programs. */
const keptChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

async function checkPng(bytes: Uint8Array): Promise<Uint8Array> {
  const chunks = chunksOf(bytes).filter(({ name }) => keptChunks.has(name))
  const header = chunks[0]
  if (header?.name !== 'IHDR' || header.whole.length !== 25) throw brokenPng()
  const [width, height] = [readUint32(header.whole, 8), readUint32(header.whole, 12)]
  if (width > mostLogoSide || height > mostLogoSide)
    throw refused(`is ${width} × ${height} pixels; 1,024 a side is the most, and 512 is plenty. Make it smaller.`)
  const picture = chunks.filter(({ name }) => name === 'IDAT').map(({ whole }) => whole.subarray(8, -4))
  if (!(await inflatesWithin(joined(picture), mostInflated))) throw brokenPng()
  const kept = joined([Uint8Array.from(pngSignature), ...chunks.map(({ whole }) => whole)])
  try {
    readPicture(kept)
  } catch {
    throw brokenPng()
  }
  return kept
}

type Chunk = { readonly name: string; readonly whole: Uint8Array }

function chunksOf(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = pngSignature.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + readUint32(bytes, at)
    if (end > bytes.length) throw brokenPng()
    chunks.push({ name: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), whole: bytes.subarray(at, end) })
    at = end
  }
  return chunks
}

/** 1,024 rows of 1,024 pixels of 8 bytes, and what interlacing adds. */
const mostInflated = 9 * 1024 * 1024

/** Whether it unpacks to that many bytes at most: 200 KB can hold 200 MB of nothing. */
async function inflatesWithin(packed: Uint8Array<ArrayBuffer>, most: number): Promise<boolean> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  let unpacked = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      unpacked += part.value.length
      if (unpacked > most) {
        await reader.cancel()
        return false
      }
    }
    return true
  } catch {
    // Not deflate at all, or cut off.
    return false
  }
}

/** As an image an SVG can run nothing and load nothing; what would try to is refused all the same: files are passed on. */
function checkSvg(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes)
  const root = /<svg\b[^>]*>/.exec(text)?.[0]
  if (root === undefined) throw refused('is neither PNG nor SVG: save it as one of them, and photographs as PNG.')
  if (/<(?:[^\s<>/:]+:)?(?:script|foreignObject)|<!ENTITY|\son\w+\s*=|javascript:/i.test(text))
    throw refused('holds scripts or foreign content: export it as a plain SVG, or as a PNG.')
  if (!root.includes('http://www.w3.org/2000/svg'))
    throw refused('lacks xmlns="http://www.w3.org/2000/svg" on its svg element, without which no browser draws it.')
  if (!/\sviewBox=/.test(root) && !/\swidth=/.test(root)) throw refused('has no size: give its svg element a viewBox.')
  return bytes
}

function brokenPng(): Problem {
  return refused('is a PNG that can’t be read: open it and save it anew.')
}

function refused(detail: string): Problem {
  return badField('', `The logo ${detail}`)
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

function readUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
