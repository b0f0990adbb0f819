import * as z from 'zod'

const rule = 'must be 2 to 30 letters and digits of any script, parted by hyphens at most, such as ROSE or autumn-26'

/** What a customer says or shows at the till: one word, so that it can be said. */
export const codeWordField = z
  .string(rule)
  .trim()
  .normalize('NFC')
  .min(2, rule)
  .max(30, rule)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u, rule)

/** What two spellings of one code word have in common: people say it, so case and width don't tell words apart. */
export function codeWordKey(codeWord: string): string {
  return codeWord.trim().normalize('NFKC').toLowerCase().normalize('NFC')
}

/**
 * A code word that is easy to say and to hear in most languages: two syllables and an end, without letters that are taken
 * for others (i, l, c and k, g and j, q, w, x, y, z, h). 21,000 of them; a shop has few posts that need one.
 */
export function makeCodeWord(random: (below: number) => number = randomBelow): string {
  for (;;) {
    const word = ['c', 'v', 'c', 'v', 'c'].map((kind) => pick(kind === 'c' ? consonants : vowels, random)).join('')
    if (!unkind.test(word)) return word
  }
}

const consonants = 'bdfkmnprstv'
const vowels = 'aeou'
/** What a shop wouldn't have its customers say, in the languages that the letters spell it in. */
const unkind = /fuk|kuk|kok|puk|pup|pus|put|fap|fat|pedo|porn|neg|nas|sat|sad|rap|dum|dod|dead|ded|bom|ter|tod|kad/

function pick(letters: string, random: (below: number) => number): string {
  return letters.charAt(random(letters.length))
}

/** Even enough for a word: 2^32 is no multiple of 11, and nobody notices. */
function randomBelow(below: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return drawn % below
}
