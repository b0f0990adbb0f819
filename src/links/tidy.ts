/** Longest value Google Analytics keeps whole. */
const maxLength = 100

/**
 * A name as it should stand in a UTM value or key: lower case, [a-z0-9] with single hyphens, at most 100 characters.
 * Letters of scripts without a Latin form (Thai, Greek, …) stay as they are: dropping them would make one key of many
 * names. Empty when nothing speaks, as for emoji. Tidying twice changes nothing.
 */
export function tidy(text: string): string {
  const folded = text.normalize('NFC').replace(latinOrNumber, fold).toLowerCase().normalize('NFC')
  const words = folded.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words
    .join('-')
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/-$/, '')
}

const latinOrNumber = /[\p{Script=Latin}\p{N}]\p{M}*/gu

// Compatibility forms (ﬁ, ², full width) are for these alone: on Thai they would take vowels apart.
function fold(letter: string): string {
  const plain = letter
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
  return plain.replace(
    /[^a-z0-9]/gu,
    (rest) => withoutDecomposition[rest] ?? (/\p{Script=Latin}/u.test(rest) ? '-' : rest),
  )
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
