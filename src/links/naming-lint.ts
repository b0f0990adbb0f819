import { type NameField, nameFields, type NamingRules, type RequirableField, styleOf } from './naming.ts'
import { plainStyle, tidyBy } from './tidy.ts'

/** Something about a name that the shop will probably not want. Never blocks. */
export type NamingWarning = {
  readonly code:
    | 'missing-required'
    | 'near-duplicate'
    | 'not-in-list'
    | 'too-long'
    | 'wrong-separator'
    | 'not-ascii'
    | 'upper-case'
  readonly field: NameField | RequirableField
  readonly message: string
  /** What to write instead; null when only its author can know. */
  readonly suggestion: string | null
}

export type LintedNames = { readonly [field in NameField | RequirableField]?: string | null | undefined }

/** The values a shop uses already, the most used first. */
export type KnownNames = { readonly [field in NameField]?: readonly string[] | undefined }

/** What the shop's rules say about names, field by field. What lint.ts says of every shop's links isn't said again. */
export function lintNaming(rules: NamingRules, names: LintedNames, known: KnownNames): NamingWarning[] {
  const missing = rules.required.flatMap((field) => (names[field]?.trim() ? [] : [missingRequired(field)]))
  const faults = nameFields.flatMap((field) => {
    const value = names[field]
    return value ? lintName(rules, { field, value }, known[field] ?? []) : []
  })
  return [...missing, ...faults, ...lintPlacement(rules, names.placement ?? '')]
}

export type FieldValue = { readonly field: NameField; readonly value: string }

/** As `lintNaming`, for one value. */
export function lintName(rules: NamingRules, { field, value }: FieldValue, known: readonly string[]): NamingWarning[] {
  const allowed = rules.allowed[field]
  const twin = nearDuplicate(value, [...allowed, ...known])
  const style = lintStyle(rules, { field, value })
  if (twin !== undefined) return [...style, isNearlySame(field, value, twin)]
  if (allowed.length > 0 && !allowed.includes(value)) return [...style, notInList({ field, value }, allowed)]
  return style
}

/**
 * The value that this one most likely meant, out of `known` in its order; undefined when it is known itself (and nothing
 * like it ranks before it) or new.
 */
export function nearDuplicate(value: string, known: readonly string[]): string | undefined {
  for (const one of known) {
    if (one === value) return undefined
    if (isNearlyThe(one, value)) return one
  }
  return undefined
}

/**
 * Whether two values are one name spelt twice: the same letters and digits apart from case and separators, or one letter
 * changed, added, left out or swapped with its neighbour in six or more. Digits never differ: reel-1 and reel-2 are two.
 */
export function isNearlyThe(one: string, other: string): boolean {
  const a = lettersOf(one)
  const b = lettersOf(other)
  if (a === b) return a !== ''
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < fewestLetters) return false
  return digitsOf(a) === digitsOf(b) && isOneEditApart(a, b)
}

const fewestLetters = 6

// Every link made is compared with the same thousands of values.
const knownLetters = new Map<string, string>()

function lettersOf(value: string): string {
  const known = knownLetters.get(value)
  if (known !== undefined) return known
  const letters = tidyBy({ ...plainStyle, maxLength: 256 }, value).replaceAll('-', '')
  if (knownLetters.size >= 20_000) knownLetters.clear()
  knownLetters.set(value, letters)
  return letters
}

function digitsOf(letters: string): string {
  return letters.replace(/\P{N}+/gu, ' ')
}

/** One insertion, deletion, replacement or swap of neighbours (Damerau); the same both ways. */
function isOneEditApart(a: string, b: string): boolean {
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  if (a.length !== b.length) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a]
    return long.slice(from + 1) === short.slice(from)
  }
  const isSwapped = a[from] === b[from + 1] && a[from + 1] === b[from]
  return a.slice(from + 1) === b.slice(from + 1) || (isSwapped && a.slice(from + 2) === b.slice(from + 2))
}

function missingRequired(field: RequirableField): NamingWarning {
  const message = `The shop's naming rules ask for ${fieldNames[field]}.`
  return { code: 'missing-required', field, message, suggestion: null }
}

const fieldNames: Readonly<Record<RequirableField, string>> = {
  content: 'a content',
  term: 'a term',
  placement: 'a placement',
  title: 'a title',
}

function isNearlySame(field: NameField, value: string, twin: string): NamingWarning {
  const message = `${value} is nearly ${twin}, which is known already: reports would keep the two apart.`
  return { code: 'near-duplicate', field, message, suggestion: twin }
}

function notInList({ field, value }: FieldValue, allowed: readonly string[]): NamingWarning {
  const some = allowed.slice(0, 5).join(', ')
  const more = allowed.length > 5 ? `, and ${allowed.length - 5} more` : ''
  const message = `${value} is not in the shop's list for ${field} (${some}${more}): choose one of them, or add it to the list.`
  return { code: 'not-in-list', field, message, suggestion: null }
}

function lintStyle(rules: NamingRules, { field, value }: FieldValue): NamingWarning[] {
  const style = styleOf(rules, field)
  const suggestion = tidyBy(style, value) || null
  if (suggestion === value) return []
  const found: NamingWarning[] = []
  const warn = (code: NamingWarning['code'], message: string) => found.push({ code, field, message, suggestion })
  // lint.ts warns of more than 100 for every shop.
  if (value.length > style.maxLength && value.length <= plainStyle.maxLength)
    warn('too-long', `It has ${value.length} characters, and the shop's names have ${style.maxLength} at most.`)
  const separators = otherSeparators(rules, value)
  if (separators !== '')
    warn('wrong-separator', `The shop's names are joined by ${rules.separator}, and this one has ${separators}.`)
  if (rules.letters === 'ascii' && /[^\p{ASCII}]/u.test(value))
    warn('not-ascii', `The shop writes its names in a-z and 0-9; in addresses other letters turn into %xx.`)
  return found
}

/** Spaces are lint.ts's. */
function otherSeparators({ separator }: NamingRules, value: string): string {
  const others = value.match(/(?<=[\p{L}\p{M}\p{N}])[-_.](?=[\p{L}\p{N}])/gu)?.filter((sign) => sign !== separator)
  return [...new Set(others)].join(' ')
}

/** A placement is no UTM value, so lint.ts doesn't look at it. */
function lintPlacement(rules: NamingRules, placement: string): NamingWarning[] {
  if (!rules.lowerCase || placement === placement.toLowerCase()) return []
  const message = `Reports keep ${placement} and ${placement.toLowerCase()} apart: write it in lower case.`
  return [{ code: 'upper-case', field: 'placement', message, suggestion: placement.toLowerCase() }]
}
