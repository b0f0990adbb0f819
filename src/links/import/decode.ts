const sliceBytes = 65_536

/**
 * The text of a file, piece by piece. UTF-16 is known by its byte order mark; what isn't UTF-8 is taken for Windows-1252
 * from there on, as spreadsheets on Windows save "CSV". The byte order mark is left out.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decode: Decode | undefined
  let first: Uint8Array = new Uint8Array()
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      const slice = chunk.subarray(at, at + sliceBytes)
      const known = decode ?? createDecode((first = join(first, slice)))
      if (!known) continue
      yield known(decode ? slice : first, false)
      decode = known
    }
  decode ??= decodeUtf8()
  yield decode(first.length < markBytes ? first : new Uint8Array(), true)
}

type Decode = (bytes: Uint8Array, isLast: boolean) => string

/** Enough to tell each byte order mark. */
const markBytes = 3

function createDecode(first: Uint8Array): Decode | undefined {
  if (first.length < markBytes) return undefined
  const [one, two] = first
  if (one === 0xff && two === 0xfe) return decodeAs('utf-16le')
  if (one === 0xfe && two === 0xff) return decodeAs('utf-16be')
  return decodeUtf8()
}

function decodeAs(encoding: string): Decode {
  const decoder = new TextDecoder(encoding)
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast })
}

function decodeUtf8(): Decode {
  let decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let isKnown = false
  let rest: Uint8Array = new Uint8Array()
  return (bytes, isLast) => {
    const all = join(rest, bytes)
    const end = isLast || decoder.encoding !== 'utf-8' ? all.length : endOfLetters(all)
    rest = all.slice(end)
    const whole = all.subarray(0, end)
    try {
      const text = decoder.decode(whole)
      isKnown ||= /[\u0080-\u{10ffff}]/u.test(text)
      return text
    } catch {
      // A damaged letter amid good ones is shown as such; none that is good means another encoding.
      decoder = new TextDecoder(isKnown || isMostlyUtf8(whole) ? 'utf-8' : 'windows-1252')
      return decoder.decode(whole)
    }
  }
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  const letters = new TextDecoder().decode(bytes).match(/[\u0080-\u{10ffff}]/gu) ?? []
  return letters.filter((letter) => letter === '\ufffd').length * 2 < letters.length
}

/** Where the last letter that is whole ends: a piece may end amid one. */
function endOfLetters(bytes: Uint8Array): number {
  const end = bytes.length
  for (let back = 1; back <= Math.min(4, end); back++) {
    const byte = bytes[end - back] ?? 0
    if (byte < 0x80) return end
    if (byte >= 0xc0) return lengthOf(byte) > back ? end - back : end
  }
  return end
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}
