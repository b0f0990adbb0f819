/** A host name as people read it: `xn--blbr-roah.example` is `blåbær.example`. Labels that can't be read stay as they are. */
export function toUnicodeHost(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')
}

// RFC 3492, section 5: the parameters, and 6.2: the decoder.
const [base, tMin, tMax, skew, damp, initialBias, initialCodePoint] = [36, 1, 26, 38, 700, 72, 128]

function decodeLabel(text: string): string | undefined {
  const dash = text.lastIndexOf('-')
  const letters = dash > 0 ? Array.from(text.slice(0, dash)) : []
  const digits = Array.from(text.slice(dash + 1), digitOf)
  let [codePoint, index, bias] = [initialCodePoint, 0, initialBias]
  for (let at = 0; at < digits.length; ) {
    const number = readNumber(digits, at, bias)
    if (number === undefined) return undefined
    const isFirst = index === 0 && at === 0
    at = number.next
    const place = index + number.value
    const length = letters.length + 1
    bias = adapt(number.value, length, isFirst)
    codePoint += Math.floor(place / length)
    if (codePoint > 0x10ffff) return undefined
    index = place % length
    letters.splice(index, 0, String.fromCodePoint(codePoint))
    index++
  }
  return letters.join('')
}

/** One number of variable length from `at` on; undefined where the text ends inside it or holds what is no digit. */
function readNumber(digits: readonly number[], at: number, bias: number) {
  let [value, weight] = [0, 1]
  for (let k = base, next = at; next < digits.length; k += base, next++) {
    const digit = digits[next] ?? -1
    if (digit < 0) return undefined
    value += digit * weight
    const threshold = Math.min(Math.max(k - bias, tMin), tMax)
    if (digit < threshold) return { value, next: next + 1 }
    weight *= base - threshold
    if (weight > 2 ** 31) return undefined
  }
  return undefined
}

function adapt(value: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(value / (isFirst ? damp : 2))
  delta += Math.floor(delta / length)
  let k = 0
  for (; delta > ((base - tMin) * tMax) / 2; k += base) delta = Math.floor(delta / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * delta) / (delta + skew))
}

function digitOf(letter: string): number {
  if (/^[a-z]$/i.test(letter)) return letter.toLowerCase().charCodeAt(0) - 97
  return /^\d$/.test(letter) ? Number(letter) + 26 : -1
}
