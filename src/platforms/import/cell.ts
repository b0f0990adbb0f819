import { isGrouped } from '../../shops/grouped.ts'

/** How numbers are written in a file: `comma` or `point` before the decimals. */
export type Decimals = 'comma' | 'point'

export type ReadNumber =
  | { readonly kind: 'number'; readonly value: number; readonly isPercent: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unread'; readonly why: string }

/** What a cell says, in plain letters: Thai digits as 0–9, full-width and composed letters as usual, no hidden marks. */
export function plainText(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A column's name for comparing: letter case, amounts' currency and marks don't matter. `Beløp brukt (NOK)` → `beløp brukt`. */
export function plainName(cell: string): string {
  return plainText(cell)
    .replace(/\([A-Z]{3}\)$/, ' ')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim()
}

/**
 * A number as platforms write it: `1 234,50`, `1.234`, `1,234.50`, `4.5%`. Blank is not zero, and a rounded `1.2K` is not read.
 * `isWhole`: a count, so that `1,234` and `1.234` are both 1234.
 */
export function readNumber(cell: string, { decimals, isWhole }: { decimals: Decimals; isWhole: boolean }): ReadNumber {
  const text = plainText(cell).replaceAll(/[ '’]/g, '').replace('−', '-')
  if (text === '' || blanks.has(text.toLowerCase())) return { kind: 'empty' }
  const isPercent = text.endsWith('%')
  const bare = text.replace(/%$/, '').replace(/^[\p{Sc}]|[\p{Sc}]$/u, '')
  if (/^-?\d[\d.,]*[kmb]$/i.test(bare))
    return { kind: 'unread', why: 'is rounded by the platform: export the exact number' }
  const match = /^(-?)(\d[\d.,]*)$/.exec(bare)
  const value = match ? toNumber(match[2] ?? '', decimals, isWhole) : undefined
  if (value === undefined) return { kind: 'unread', why: 'is no number' }
  return { kind: 'number', value: match?.[1] === '-' ? -value : value, isPercent }
}

const blanks: ReadonlySet<string> = new Set([
  '-',
  '--',
  '–',
  '—',
  'n/a',
  'na',
  'n.a.',
  'null',
  'nan',
  'undefined',
  '#n/a',
  'brak',
  'ไม่มี',
])

function toNumber(digits: string, decimals: Decimals, isWhole: boolean): number | undefined {
  if (/^\d+$/.test(digits)) return Number(digits)
  const signs = new Set(digits.replaceAll(/\d/g, ''))
  // Two signs: the later one stands before the decimals.
  if (signs.size === 2) {
    const decimal = digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.'
    return split(digits, decimal)
  }
  const grouped = isGrouped(digits)
  if (grouped && (isWhole || /[.,].*[.,]/.test(digits))) return Number(digits.replaceAll(/[.,]/g, ''))
  const own = decimals === 'comma' ? ',' : '.'
  if (grouped && !digits.includes(own)) return Number(digits.replaceAll(/[.,]/g, ''))
  return split(digits, digits.includes(',') ? ',' : '.')
}

function split(digits: string, decimal: ',' | '.'): number | undefined {
  const thousands = decimal === ',' ? '.' : ','
  const bare = digits.replaceAll(thousands, '').replace(decimal, '.')
  return /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined
}

/** How a file writes its numbers, by those cells that leave no doubt; `otherwise` where none does. */
export function guessDecimals(cells: readonly string[], otherwise: Decimals): Decimals {
  const votes = { comma: 0, point: 0 }
  for (const cell of cells) {
    const text = plainText(cell).replaceAll(/[ '’%-]/g, '')
    if (/^\d{1,3}(?:\.\d{3})*,\d{1,2}$/.test(text) || /^\d+,\d{4,}$/.test(text)) votes.comma++
    if (/^\d{1,3}(?:,\d{3})*\.\d{1,2}$/.test(text) || /^\d+\.\d{4,}$/.test(text)) votes.point++
  }
  if (votes.comma === votes.point) return otherwise
  return votes.comma > votes.point ? 'comma' : 'point'
}
