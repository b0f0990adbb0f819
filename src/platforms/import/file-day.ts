import { dayMs } from '../../shops/calendar.ts'
import { plainText } from './cell.ts'

/** Which comes first where a date is all digits: the day, or the month. */
export type DateOrder = 'day-first' | 'month-first'

/**
 * A date as platforms write it, as days since 1970; undefined for what is none. Times are left out. Years from 2400 on are
 * Buddhist (2569 is 2026). `year`: for dates that say none. Whole numbers are those of spreadsheets (46000 is 2025-12-09).
 */
export function readDay(cell: string, order: DateOrder, year?: number): number | undefined {
  const text = plainText(cell)
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text)
  if (iso) return toDay(iso[1], iso[2], iso[3])
  const digits = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  if (digits) {
    const isDayFirst = digits[2] === '.' || order === 'day-first'
    return isDayFirst ? toDay(digits[4], digits[3], digits[1]) : toDay(digits[4], digits[1], digits[3])
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text)) - spreadsheetStart
  return readWords(text, year)
}

/** Whether no date of a file tells if the day or the month stands first. Null where no date is written so. */
export function findDateOrder(cells: readonly string[]): DateOrder | 'either' | null {
  const pairs = cells.flatMap((cell) => {
    const match = /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)/.exec(plainText(cell))
    return match ? [[Number(match[1]), Number(match[2])] as const] : []
  })
  if (pairs.length === 0) return null
  if (pairs.some(([first]) => first > 12)) return 'day-first'
  if (pairs.some(([, second]) => second > 12)) return 'month-first'
  return pairs.every(([first, second]) => first === second) ? 'day-first' : 'either'
}

/** 1970-01-01 on the calendar of spreadsheets. */
const spreadsheetStart = 25_569

/** `Tue, Jul 14, 2026` · `14 Jul 2026` · `23 August` · `1 ส.ค. 2569`. */
function readWords(text: string, year: number | undefined): number | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{M}.]+|\d+/gu) ?? []
  const month = words.map(monthOf).find((found) => found !== undefined)
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const day = numbers.find((number) => number.length <= 2)
  const told = numbers.find((number) => number.length === 4) ?? year?.toString()
  return month === undefined || day === undefined || told === undefined ? undefined : toDay(told, String(month), day)
}

function monthOf(word: string): number | undefined {
  const bare = word.replaceAll('.', '')
  if (bare.length < 2) return undefined
  const index = months.findIndex((names) =>
    names.some((name) => name === bare || (name.length > 4 && bare.startsWith(name))),
  )
  return index < 0 ? undefined : index + 1
}

/** English, Norwegian, Swedish, Polish (as in dates) and Thai, short and long, without points. */
const months: readonly (readonly string[])[] = [
  'jan january januar januari styczeń stycznia sty มค มกราคม',
  'feb february februar februari luty lutego lut กพ กุมภาพันธ์',
  'mar march mars marzec marca มีค มีนาคม',
  'apr april kwiecień kwietnia kwi เมย เมษายน',
  'may mai maj maja พค พฤษภาคม',
  'jun june juni czerwiec czerwca cze มิย มิถุนายน',
  'jul july juli lipiec lipca lip กค กรกฎาคม',
  'aug august augusti sierpień sierpnia sie สค สิงหาคม',
  'sep sept september wrzesień września wrz กย กันยายน',
  'oct october okt oktober październik października paź ตค ตุลาคม',
  'nov november listopad listopada lis พย พฤศจิกายน',
  'dec december des desember grudzień grudnia gru ธค ธันวาคม',
].map((names) => names.normalize('NFKC').split(' '))

function toDay(year: string | undefined, month: string | undefined, day: string | undefined): number | undefined {
  const [y = 0, m = 0, d = 0] = [year, month, day].map(Number)
  const gregorian = y >= 2400 ? y - 543 : y
  const at = Date.UTC(gregorian, m - 1, d)
  const date = new Date(at)
  const isDay = gregorian >= 2004 && gregorian < 2100 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return isDay ? at / dayMs : undefined
}
