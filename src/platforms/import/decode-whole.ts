/**
 * The text of a table: UTF-8, UTF-16 (with a byte order mark, or known by its zeros), else the Windows letters that fit
 * best: Thai (874), Central European (1250) or Western (1252). The byte order mark is left out.
 */
export function decodeWhole(bytes: Uint8Array): string {
  const [one, two] = bytes
  if (one === 0xff && two === 0xfe) return decodeAs('utf-16le', bytes)
  if (one === 0xfe && two === 0xff) return decodeAs('utf-16be', bytes)
  const wide = wideOrder(bytes)
  if (wide) return decodeAs(wide, bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return decodeAs(guessWindows(bytes), bytes)
  }
}

function decodeAs(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label).decode(bytes)
}

/** Latin letters in UTF-16 have a zero at every second byte. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 400)
  if (head.length < 4) return undefined
  const zeros = [0, 1].map((offset) => head.filter((byte, at) => at % 2 === offset && byte === 0).length)
  const half = head.length / 2
  if ((zeros[1] ?? 0) > half * 0.4 && zeros[0] === 0) return 'utf-16le'
  return (zeros[0] ?? 0) > half * 0.4 && zeros[1] === 0 ? 'utf-16be' : undefined
}

/** Thai is written in runs of high bytes; the letters of Polish and of Norwegian stand alone among Latin ones. */
function guessWindows(bytes: Uint8Array): 'windows-874' | 'windows-1250' | 'windows-1252' {
  const head = bytes.subarray(0, 20_000)
  const high = head.filter((byte) => byte >= 0x80)
  const inRuns = head.filter((byte, at) => byte >= 0xa1 && (head[at - 1] ?? 0) >= 0xa1 && (head[at + 1] ?? 0) >= 0xa1)
  if (inRuns.length * 2 > high.length) return 'windows-874'
  const polish = high.filter((byte) => polishOnly.has(byte)).length
  const nordic = high.filter((byte) => nordicOnly.has(byte)).length
  return polish > nordic ? 'windows-1250' : 'windows-1252'
}

/** ą ć ę ł ń ś ź ż and their capitals, where these are no letters of the Nordic languages in 1252. */
const polishOnly: ReadonlySet<number> = new Set([
  0xb9, 0xa5, 0xb3, 0xa3, 0x9c, 0x8c, 0x9f, 0x8f, 0xbf, 0xaf, 0xea, 0xca, 0xf1, 0xd1,
])
/** å and ø; æ is a Polish letter in 1250. */
const nordicOnly: ReadonlySet<number> = new Set([0xe5, 0xc5, 0xf8, 0xd8])
