/**
 * Text of other scripts in Latin letters, for names that have to be plain ASCII. Approximate, and the same for ever: a name
 * must be safe and readable, not a dictionary's. Thai follows the Royal Institute's letter values (RTGS, 1999) without
 * tones and vowel length; syllables are found by their letters alone, so that unwritten vowels may come out wrong. Cyrillic
 * and Greek go letter by letter. What has no table here stays as it is.
 */
export function romanise(text: string): string {
  return text
    .replace(/[ก-๛]+/g, romaniseThai)
    .replace(/\p{Script=Greek}\p{M}*/gu, (letter) => letterOf(greek, letter.normalize('NFD').replace(/\p{M}+/gu, '')))
    .replace(/\p{Script=Cyrillic}/gu, (letter) => letterOf(cyrillic, letter))
}

function letterOf(table: ReadonlyMap<string, string>, letter: string): string {
  const known = table.get(letter)
  if (known !== undefined) return known
  const small = table.get(letter.toLowerCase())
  return small === undefined ? letter : small.charAt(0).toUpperCase() + small.slice(1)
}

const cyrillic = tableOf(
  'а a б b в v г g ґ g д d е e ё yo є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ј j љ lj њ nj ћ c ђ dj џ dz ў u ѓ g ќ k ѕ dz',
)
  .set('ъ', '')
  .set('ь', '')

const greek = tableOf(
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o',
)

/** One run of Thai letters, syllable by syllable. */
function romaniseThai(run: string): string {
  const spoken = run.replace(/[ก-ฮ][ิุ]?์/g, '').replace(/[ฺ็-๎]/g, (sign) => (sign === '็' ? sign : ''))
  return spoken.replace(syllable, (whole: string, ...found: readonly (string | undefined)[]) => {
    const form = vowels.findIndex((_, index) => found[index * 2] !== undefined)
    const [, vowel] = vowels[form] ?? []
    if (vowel === undefined) return loose.get(whole) ?? initials.get(whole) ?? ''
    return spellOnset(found[form * 2] ?? '') + vowel + (finals.get(found[form * 2 + 1] ?? '') ?? '')
  })
}

/** ห before a sonorant is silent, as is อ that only carries a vowel. */
function spellOnset(onset: string): string {
  const sounded = onset.length > 1 ? onset.replace(/^ห(?=[งญนมยรลว])/, '') : onset
  return sounded.replace(/[ก-ฮ]/g, (letter) => initials.get(letter) ?? '')
}

const onset = '((?:[กขคปผพฟ][รล]|[ตบดท]ร|[กขค]ว(?=[ะ-ฺ็])|ห[งญนมยรลว]|[ก-ฮ]))'
/** A consonant that ends its syllable: the next letter isn't a vowel of its own. */
const final = '([ก-ฬฮ](?![ะ-ฺ็ๅ]|อ(?![ก-ฮะ-ฺ])|รร))?'
const needed = final.slice(0, -1)
const none = '()'

/** How vowels are written around the first consonants, the longest ways first, and how they are read. */
const vowels: readonly (readonly [form: string, vowel: string])[] = [
  [`เ${onset}ียะ?${final}`, 'ia'],
  [`เ${onset}ือะ?${final}`, 'uea'],
  [`เ${onset}าะ${none}`, 'o'],
  [`เ${onset}า${none}`, 'ao'],
  [`เ${onset}อะ?${final}`, 'oe'],
  [`เ${onset}ิ${final}`, 'oe'],
  [`เ${onset}ย${none}(?![ะ-ฺ])`, 'oei'],
  [`เ${onset}[็ะ]?${final}`, 'e'],
  [`แ${onset}[็ะ]?${final}`, 'ae'],
  [`โ${onset}ะ?${final}`, 'o'],
  [`ไ${onset}ย?${none}(?![ะ-ฺ])`, 'ai'],
  [`[ไใ]${onset}${none}`, 'ai'],
  [`${onset}ัวะ?${final}`, 'ua'],
  [`${onset}ั${final}`, 'a'],
  [`${onset}ะ${none}`, 'a'],
  [`${onset}[าๅ]${final}`, 'a'],
  [`${onset}ำ${none}`, 'am'],
  [`${onset}[ิี]${final}`, 'i'],
  [`${onset}ือ${none}`, 'ue'],
  [`${onset}[ึื]${final}`, 'ue'],
  [`${onset}[ุู]${final}`, 'u'],
  [`([ก-ฮ]?)ฤๅ?${final}`, 'rue'],
  [`${onset}รร${needed}`, 'a'],
  [`${onset}รร${none}`, 'an'],
  [`${onset}ว${needed}`, 'ua'],
  [`${onset}็?อ${final}`, 'o'],
  // Three consonants alone, as in ขนม: the first has a short a of its own, which the next line gives it.
  ['(?!ห[งญนมยรลว])([ก-ฮ])(?=[ก-ฮ][ก-ฬฮ](?![ก-ฺ็ๅ]))()', 'a'],
  [`${onset}${needed}`, 'o'],
  ['([ก-ฮ])()', 'a'],
]

const syllable = new RegExp(`${vowels.map(([form]) => form).join('|')}|[\\s\\S]`, 'g')

const initials = tableOf(
  'ก k ข kh ฃ kh ค kh ฅ kh ฆ kh ง ng จ ch ฉ ch ช ch ซ s ฌ ch ญ y ฎ d ฏ t ฐ th ฑ th ฒ th ณ n ด d ต t ถ th ท th ธ th น n บ b ป p ผ ph ฝ f พ ph ฟ f ภ ph ม m ย y ร r ล l ว w ศ s ษ s ส s ห h ฬ l ฮ h',
)
const finals = tableOf(
  'ก k ข k ค k ฆ k ง ng จ t ช t ซ t ฌ t ญ n ฎ t ฏ t ฐ t ฑ t ฒ t ณ n ด t ต t ถ t ท t ธ t น n บ p ป p พ p ฟ p ภ p ม m ย i ร n ล n ว o ศ t ษ t ส t ฬ n',
)
/** Digits, and vowels that stand without a consonant. */
const loose = tableOf(
  '๐ 0 ๑ 1 ๒ 2 ๓ 3 ๔ 4 ๕ 5 ๖ 6 ๗ 7 ๘ 8 ๙ 9 ะ a ั a า a ำ am ิ i ี i ึ ue ื ue ุ u ู u เ e แ ae โ o ใ ai ไ ai ๅ a',
)

function tableOf(pairs: string): Map<string, string> {
  const parts = pairs.split(' ')
  return new Map(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : [])))
}
