import { isGrouped } from '../shops/grouped.ts'

/** How much: a number to reach, so many more, or so many per cent more. `from`: where it starts. */
export type WordTarget = {
  readonly target: number | null
  readonly increase: { readonly by: number; readonly unit: 'number' | 'percent' } | null
  readonly baseline: number | null
  readonly currency: string | null
  readonly words: readonly string[]
}

/** `50 000 kr`, `10k`, `+20 %`, `twice as many`, `from 400 to 480`, `€1,500`; `share`: a bare per cent is a value, no growth. */
export function readTarget(text: string, share: boolean): WordTarget | null {
  const span = fromTo.exec(text)
  if (span) {
    const [baseline, target] = [toNumber(span.groups?.['one']), toNumber(span.groups?.['other'])]
    if (baseline !== null && target !== null) return { ...nothing, baseline, target, words: [span[0]] }
  }
  for (const { pattern, percent } of multiples) {
    const match = pattern.exec(text)
    if (match) return { ...nothing, increase: { by: percent, unit: 'percent' }, words: [match[0]] }
  }
  return readPercent(text, share) ?? readAmount(text)
}

const nothing = { target: null, increase: null, baseline: null, currency: null } as const

const digits = "\\d{1,3}(?:[ \\u00a0\\u202f.,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?"
const named =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a dozen|an? hundred|a thousand|a million'
const scale = ' ?(?:thousand|million|mill?|hundred|k|m)(?![a-zæøå])'
const number = `(?:(?:${digits})(?:${scale})?|\\b(?:${named})\\b(?: (?:hundred|thousand|million)\\b)?)`
const fromTo = new RegExp(`from (?<one>${number}) (?:to|up to) (?<other>${number})`)

const multiples = [
  { pattern: /\b(?:double|twice(?: as (?:many|much))?|two times|2 ?x\b)/, percent: 100 },
  { pattern: /\b(?:triple|three times(?: as (?:many|much))?|3 ?x\b)/, percent: 200 },
  { pattern: /\bhalf as (?:many|much) again\b/, percent: 50 },
  { pattern: /\bhalve|half (?:the|our|as)\b/, percent: -50 },
] as const

const percents = new RegExp(
  `(?<sign>[+−–-])?(?<by>(?:by |of |to )?)(?<number>${number}) ?(?:%|per ?cent\\b|pct\\b)(?<more> (?:more|higher|up|growth|increase|fewer|less|lower))?`,
)
const grows = /\b(?:more|increase|grow|raise|boost|higher|up|gain|additional|extra|another|growth|lift)\b/
const shrinks = /\b(?:fewer|less|reduce|lower|decrease|cut|drop|shorten)\b/

function readPercent(text: string, share: boolean): WordTarget | null {
  const match = percents.exec(text)
  const value = toNumber(match?.groups?.['number'])
  if (!match || value === null) return null
  const { sign, by = '', more } = match.groups ?? {}
  const isGrowth = sign !== undefined || more !== undefined || by === 'by ' || (grows.test(text) && by === '')
  if (share && !isGrowth) return { ...nothing, target: value, words: [match[0]] }
  const isDown = /[−–-]/.test(sign ?? '') || shrinks.test(text)
  return { ...nothing, increase: { by: isDown ? -value : value, unit: 'percent' }, words: [match[0]] }
}

const currencies: readonly { readonly pattern: string; readonly code: string }[] = [
  { pattern: 'nok', code: 'NOK' },
  { pattern: 'sek', code: 'SEK' },
  { pattern: 'dkk', code: 'DKK' },
  { pattern: 'kr(?:oner|onor)?\\.?', code: 'kr' },
  { pattern: '€|eur(?:os?)?', code: 'EUR' },
  { pattern: 'us\\$|\\$|usd|dollars?', code: 'USD' },
  { pattern: '£|gbp|pounds?', code: 'GBP' },
  { pattern: 'zł|zl|pln|zloty', code: 'PLN' },
  { pattern: '฿|thb|baht', code: 'THB' },
]
const currency = `(?:${currencies.map(({ pattern }) => pattern).join('|')})`
const amounts = new RegExp(
  `(?<sign>\\+)?(?<before>${currency} ?)?(?<number>${number})(?<after> ?${currency}(?![a-z]))?(?<more> (?:more|extra|additional))?`,
  'g',
)

function readAmount(text: string): WordTarget | null {
  for (const match of text.matchAll(amounts)) {
    const { sign, before, number: said, after, more } = match.groups ?? {}
    const value = toNumber(said)
    if (value === null) continue
    const isGrowth =
      sign !== undefined ||
      more !== undefined ||
      /\b(?:another|by|gain|add|additional|extra)(?: at least)? $/.test(text.slice(0, match.index))
    return {
      ...nothing,
      ...(isGrowth ? { increase: { by: value, unit: 'number' } } : { target: value }),
      currency: codeOf(before ?? after),
      words: [match[0]],
    }
  }
  return null
}

function codeOf(text: string | undefined): string | null {
  if (text === undefined) return null
  return currencies.find(({ pattern }) => new RegExp(`^(?:${pattern})$`).test(text.trim()))?.code ?? null
}

const small: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  'a dozen': 12,
  'a hundred': 100,
  'an hundred': 100,
  'a thousand': 1_000,
  'a million': 1_000_000,
}

/** The last separator is decimal where one or two digits follow it, or it is alone and not three; else they group. */
function toNumber(text: string | undefined): number | null {
  if (text === undefined) return null
  const words = /^(?<start>.*?) ?(?<scale>thousand|million|mill?|hundred|k|m)?$/.exec(text.trim())?.groups
  const start = words?.['start'] ?? ''
  const named = small[text.trim()] ?? small[start]
  const value = named ?? toPlainNumber(start)
  if (value === null) return null
  return value * (small[text.trim()] === undefined ? scaleOf(words?.['scale']) : 1)
}

function toPlainNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s'’]/g, '')
  const decimal = isGrouped(plain)
    ? plain.replaceAll(/[.,]/g, '')
    : plain.replaceAll(/[.,](?=.*[.,])/g, '').replace(',', '.')
  return /^\d+(?:\.\d+)?$/.test(decimal) ? Number(decimal) : null
}

function scaleOf(name: string | undefined): number {
  if (name === undefined) return 1
  if (name === 'hundred') return 100
  return name === 'k' || name === 'thousand' ? 1_000 : 1_000_000
}
