import { mondayOf, parseDay } from '../shops/calendar.ts'

/** The days that words speak of, and the words, which are then understood. Days since 1970, inclusive. */
export type WordDays = { readonly from: number; readonly to: number; readonly words: string }

/** `from 1 to 24 December`, `within two weeks`, `by the end of the month`, `before Christmas`, `in Q1`, `next month`. */
export function readDays(text: string, today: number): WordDays | null {
  for (const { pattern, read } of ways) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      const days = read(match.groups ?? {}, today)
      if (days && days.from <= days.to) return { ...days, words: match[0] }
    }
  }
  return null
}

/** How often: what is said is of each of these. */
export type WordPace = { readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year'; readonly words: string }

/** `3 orders a day`, beside the days that it is to last: `in December`. */
export function readPace(text: string): WordPace | null {
  const match = /(?<!\bhalf )(?:\b(?:an?|per|every|each) |\/ ?)(?<unit>day|week|month|quarter|year)\b/.exec(text)
  const unit = paceUnits.find((one) => one === match?.groups?.['unit'])
  return match && unit ? { unit, words: match[0] } : null
}

/** So many of each, over the days; weeks and months that are nearly whole are taken for whole. */
export function paceOver(value: number, { unit }: Pick<WordPace, 'unit'>, { from, to }: Days): number {
  const exact = (to - from + 1) / daysOfPace[unit]
  const times = Math.abs(exact - Math.round(exact)) <= nearlyWhole && exact > 0.5 ? Math.round(exact) : exact
  return Math.round(value * times)
}

const paceUnits = ['day', 'week', 'month', 'quarter', 'year'] as const
const daysOfPace = { day: 1, week: 7, month: 365.25 / 12, quarter: 365.25 / 4, year: 365.25 } as const
const nearlyWhole = 0.1

type Groups = Readonly<Record<string, string | undefined>>
type Days = { readonly from: number; readonly to: number }
type Way = { readonly pattern: string; readonly read: (groups: Groups, today: number) => Days | null }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const year = "(?:20\\d\\d|’?'?\\d\\d(?!\\d|\\s*%|,))"
const counts = '(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\\d{1,3})'
const units = '(?:days?|weeks?|fortnights?|months?|quarters?|years?)'
const feast =
  "(?:christmas(?: eve)?|xmas|new year(?:[’']?s(?: eve)?)?|easter|black friday|black week|cyber monday|valentine[’']?s(?: day)?|halloween|midsummer)"
const date = [
  '20\\d\\d-\\d\\d?-\\d\\d?',
  '\\d{1,2}[./]\\d{1,2}[./](?:20)?\\d\\d',
  '\\d{1,2}[./]\\d{1,2}\\.?(?!\\d|\\s*%)',
  `\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? ${month}\\b\\.?(?:,? 20\\d\\d)?`,
  `${month}\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?!\\d| ?(?:%|k\\b))(?:,? 20\\d\\d)?`,
  feast,
].join('|')
const endOf = `(?:the )?end of (?:the |this )?(?:month|year|quarter|week|${month}(?: ${year})?|q[1-4](?: ${year})?|20\\d\\d)|year[’']?s? end|month[’']?s? end|year-end`
const whole = `(?:the )?(?:next|coming|this|following) (?:month|week|quarter|year)|q[1-4](?: ${year})?|${month}\\b(?: ${year})?|20\\d\\d`

const ways: readonly Way[] = [
  { pattern: `\\b(?:from|between) (?<from>${date}) (?:to|until|till|and|through|[-–]) (?<to>${date})`, read: readSpan },
  {
    pattern: `\\b(?:from )?(?<day>\\d{1,2})\\.? ?(?:to|until|and|[-–]) ?(?<to>\\d{1,2}(?:st|nd|rd|th|\\.)? ${month}(?: 20\\d\\d)?)`,
    read: readSpan,
  },
  {
    pattern: `\\b(?<how>by|before|until|till|through|up to|no later than|within)(?: the)? (?<end>${endOf})`,
    read: readUntil,
  },
  {
    pattern: `\\b(?<how>by|before|until|till|through|up to|no later than|to|for|on)(?: the)? (?<date>${date})`,
    read: readUntil,
  },
  {
    pattern: `\\b(?:within|in|over|during|for|inside)(?: the)?(?: next| coming| following)? (?<count>${counts}) (?<unit>${units})`,
    read: readLength,
  },
  { pattern: `\\b(?:the )?next (?<count>${counts}) (?<unit>${units})`, read: readLength },
  { pattern: `\\b(?:during|within|in|for|over|by|before)?(?: the)? ?\\b(?<whole>${whole})`, read: readWhole },
  { pattern: '\\b(?:tomorrow|today)\\b', read: (_, today) => ({ from: today, to: today + 1 }) },
  { pattern: `\\b(?:a|per|every|each) (?<unit>day|week|month|quarter|year)\\b`, read: readLength },
]

function readSpan({ from, day, to = '' }: Groups, today: number): Days | null {
  const last = readDate(to, today)
  if (last === null) return null
  const first =
    day === undefined ? readDate(from ?? '', today) : dayOf(partsOf(last).year, partsOf(last).month, Number(day))
  if (first === null) return null
  return { from: first > last ? sameDayAYearBefore(first) : first, to: last }
}

function sameDayAYearBefore(day: number): number {
  const parts = partsOf(day)
  return dayOf(parts.year - 1, parts.month, parts.day) ?? day
}

/** From today; before Christmas ends the day before it. */
function readUntil({ how, date: said, end }: Groups, today: number): Days | null {
  const to = end === undefined ? readDate(said ?? '', today) : readEnd(end, today)
  if (to === null) return null
  if (how === 'on' || how === 'for') return { from: to, to: said?.includes('week') ? to : to }
  return { from: today, to: how === 'before' && end === undefined ? to - 1 : to }
}

function readEnd(text: string, today: number): number | null {
  const { year: thisYear, month: thisMonth } = partsOf(today)
  if (/week/.test(text)) return mondayOf(today) + 6
  if (/quarter/.test(text)) return lastDay(thisYear, Math.floor(thisMonth / 3) * 3 + 2)
  if (/year/.test(text)) return lastDay(thisYear, 11)
  if (/end of (?:the |this )?month|month[’']?s? end/.test(text)) return lastDay(thisYear, thisMonth)
  return readWhole({ whole: text.replace(/.*end of (?:the |this )?/, '') }, today)?.to ?? null
}

const numbers = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', '', 'twelve']

function readLength({ count = 'a', unit = '' }: Groups, today: number): Days | null {
  const times = /^an?$/.test(count) ? 1 : /^\d/.test(count) ? Number(count) : numbers.indexOf(count)
  if (times < 1) return null
  const one = unit.replace(/s$/, '')
  if (one === 'day') return { from: today, to: today + Math.max(1, times) - 1 }
  if (one === 'week') return { from: today, to: today + 7 * times - 1 }
  if (one === 'fortnight') return { from: today, to: today + 14 * times - 1 }
  const monthsOf = one === 'month' ? 1 : one === 'quarter' ? 3 : 12
  return { from: today, to: addMonths(today, monthsOf * times) - 1 }
}

function readWhole({ whole: text = '' }: Groups, today: number): Days | null {
  const { year: thisYear, month: thisMonth } = partsOf(today)
  const step = /next|coming|following/.test(text) ? 1 : 0
  if (/week/.test(text)) return { from: mondayOf(today) + 7 * step, to: mondayOf(today) + 7 * step + 6 }
  if (/quarter/.test(text)) return wholeMonths(thisYear, Math.floor(thisMonth / 3) * 3 + 3 * step, 3)
  if (/\bmonth/.test(text)) return wholeMonths(thisYear, thisMonth + step, 1)
  if (/\byear/.test(text)) return wholeMonths(thisYear + step, 0, 12)
  const saidYear = readYear(text)
  const quarter = /q([1-4])/.exec(text)?.[1]
  if (quarter !== undefined) {
    const first = (Number(quarter) - 1) * 3
    return wholeMonths(saidYear ?? (first + 2 < thisMonth ? thisYear + 1 : thisYear), first, 3)
  }
  const named = months.findIndex((name) => text.startsWith(name))
  if (named >= 0) return wholeMonths(saidYear ?? (named < thisMonth ? thisYear + 1 : thisYear), named, 1)
  return saidYear === undefined ? null : wholeMonths(saidYear, 0, 12)
}

function readYear(text: string): number | undefined {
  const [, said] = /\b(20\d\d)\b/.exec(text) ?? /['’ ](\d\d)$/.exec(text) ?? []
  if (said === undefined) return undefined
  return said.length === 2 ? 2000 + Number(said) : Number(said)
}

/** A day, the next one of that name where no year is said. */
function readDate(text: string, today: number): number | null {
  const iso = /^(20\d\d)-(\d\d?)-(\d\d?)$/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]))
  const feastDay = readFeast(text, today)
  if (feastDay !== null) return feastDay
  const dotted = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?\.?$/.exec(text)
  // 12/31 can only be the American way; 4/3 is read as the fourth of March.
  if (dotted) {
    const [first, second] = [Number(dotted[1]), Number(dotted[2])]
    const [day, at] = second > 12 && first <= 12 ? [second, first] : [first, second]
    return nextOf(at - 1, day, dotted[3], today)
  }
  const day = /\b(\d{1,2})(?:st|nd|rd|th|\.)?\b(?!\d)/.exec(text.replace(/\b20\d\d\b/, ''))?.[1]
  const named = months.findIndex((name) => new RegExp(`\\b${name}`).test(text))
  return day === undefined || named < 0 ? null : nextOf(named, Number(day), /\b20\d\d\b/.exec(text)?.[0], today)
}

function readFeast(text: string, today: number): number | null {
  const find = feasts.find(({ name }) => name.test(text))
  if (!find) return null
  const { year: thisYear } = partsOf(today)
  const [now, later] = [find.day(thisYear), find.day(thisYear + 1)]
  return now >= today ? now : later
}

const feasts: readonly { readonly name: RegExp; readonly day: (year: number) => number }[] = [
  { name: /christmas eve/, day: (at) => exact(at, 11, 24) },
  { name: /christmas|xmas/, day: (at) => exact(at, 11, 25) },
  { name: /new year[’']?s eve/, day: (at) => exact(at, 11, 31) },
  { name: /new year/, day: (at) => exact(at, 11, 31) + 1 },
  { name: /easter/, day: easter },
  { name: /black|cyber/, day: blackFriday },
  { name: /valentine/, day: (at) => exact(at, 1, 14) },
  { name: /halloween/, day: (at) => exact(at, 9, 31) },
  { name: /midsummer/, day: (at) => exact(at, 5, 24) },
]

/** The day after the fourth Thursday of November. */
function blackFriday(at: number): number {
  const first = exact(at, 10, 1)
  return first + ((7 + 3 - ((first + 3) % 7)) % 7) + 22
}

/** @source the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easter(at: number): number {
  const [a, b, c] = [at % 19, Math.floor(at / 100), at % 100]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const days = h + l - 7 * m + 114
  return exact(at, Math.floor(days / 31) - 1, (days % 31) + 1)
}

function nextOf(at: number, day: number, said: string | undefined, today: number): number | null {
  const { year: thisYear } = partsOf(today)
  if (said !== undefined) return dayOf(said.length === 2 ? 2000 + Number(said) : Number(said), at, day)
  const now = dayOf(thisYear, at, day)
  return now === null || now >= today ? now : dayOf(thisYear + 1, at, day)
}

/** null for a day that the calendar doesn't have. */
function dayOf(at: number, monthIndex: number, day: number): number | null {
  try {
    return parseDay([at, two(monthIndex + 1), two(day)].join('-'))
  } catch {
    return null
  }
}

function exact(at: number, monthIndex: number, day: number): number {
  return Date.UTC(at, monthIndex, day) / 86_400_000
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

function partsOf(day: number) {
  const at = new Date(day * 86_400_000)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate() }
}

function lastDay(at: number, monthIndex: number): number {
  return exact(at, monthIndex + 1, 0)
}

function wholeMonths(at: number, first: number, length: number): Days {
  return { from: exact(at, first, 1), to: lastDay(at, first + length - 1) }
}

/** The same day so many months later, or the last one of a shorter month. */
function addMonths(day: number, more: number): number {
  const parts = partsOf(day)
  return Math.min(exact(parts.year, parts.month + more, parts.day), lastDay(parts.year, parts.month + more) + 1)
}
