import { romanise } from './naming-letters.ts'

/** How a name is written. `letters`: in plain ASCII, or as they are (percent-encoded in addresses). */
export type NameStyle = {
  readonly separator: '-' | '_' | '.'
  readonly lowerCase: boolean
  readonly letters: 'ascii' | 'keep'
  /** UTF-16 units, as Google Analytics counts. */
  readonly maxLength: number
}

/** `maxLength`: the longest value that Google Analytics keeps whole. */
export const plainStyle: NameStyle = { separator: '-', lowerCase: true, letters: 'keep', maxLength: 100 }

/**
 * A name as it should stand in a UTM value or key: lower case, [a-z0-9] with single hyphens, at most 100 characters.
 * Letters of scripts without a Latin form (Thai, Greek, …) stay as they are: dropping them would make one key of many
 * names. Empty when nothing speaks, as for emoji. Tidying twice changes nothing.
 */
export function tidy(text: string): string {
  return tidyBy(plainStyle, text)
}

/** As `tidy`, in a style of one's own. Plain ASCII leaves out what has no Latin form (see `romanise`). */
export function tidyBy({ separator, lowerCase, letters, maxLength }: NameStyle, text: string): string {
  const isAscii = letters === 'ascii'
  const whole = text.normalize('NFC')
  const folded = (isAscii ? romanise(whole) : whole).replace(latinOrNumber, fold)
  const cased = (lowerCase ? folded.toLowerCase() : folded).normalize('NFC')
  const words = cased.match(isAscii ? /[a-z0-9]+/gi : /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  const cut = words
    .join(separator)
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '')
  return cut.endsWith(separator) ? cut.slice(0, -1) : cut
}

const latinOrNumber = /[\p{Script=Latin}\p{N}]\p{M}*/gu

// Compatibility forms (ﬁ, ², full width) are for these alone: on Thai they would take vowels apart.
function fold(letter: string): string {
  const plain = letter.normalize('NFKD').replace(/\p{M}+/gu, '')
  return plain.replace(/[^A-Za-z0-9]/gu, foldRest)
}

function foldRest(letter: string): string {
  const small = withoutDecomposition[letter.toLowerCase()]
  if (small === undefined) return /\p{Script=Latin}/u.test(letter) ? '-' : letter
  return letter === letter.toLowerCase() ? small : small.charAt(0).toUpperCase() + small.slice(1)
}

// Unicode takes the mark off å, é, č and the like; these letters have none to take off.
const withoutDecomposition: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  ə: 'e',
}
