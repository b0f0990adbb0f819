import { parseTime } from '../../links/import/time.ts'
import { localDay, noonOf } from '../../shops/calendar.ts'

export const dateKinds = ['auto', 'day-first', 'month-first'] as const
/** What 11/12/2026 means. `auto`: refused, unless one of the two is no month. */
export type DateKind = (typeof dateKinds)[number]

/** `isDay`: the time of day isn't told. */
export type Moment = { readonly at: number; readonly isDay: boolean } | { readonly detail: string }

/**
 * UTC milliseconds of an order's time: with its zone, or on the shop's clock. 22.11.2026 14:05, 22/11/2569 of the Buddhist
 * calendar, 2026-11-22T14:05:00+01:00, Nov 22, 2026 2:05 pm. A day alone is its noon, so that it stays that day.
 */
export function readMoment(
  text: string,
  { timeZone, dates }: { readonly timeZone: string; readonly dates: DateKind },
): Moment {
  const plain = toPlain(text)
  const said = numbers.exec(plain)
  const iso = said ? fromNumbers(said, dates) : fromWords(plain)
  if (iso === 'unclear')
    return { detail: `“${text}” may be one of two days: say dates=day-first or dates=month-first.` }
  const at = parseTime(iso ?? plain, timeZone, 'start')
  if (at === undefined) return { detail: `“${text}” is no time such as 2026-11-22 14:05 or 22.11.2026 14:05.` }
  const isDay = !/\d[:.]\d\d(?!\d|[.]\d)/.test(iso ?? plain) && !/^\d{10,13}$/.test(plain)
  return { at: isDay ? noonOf(localDay(at, timeZone), timeZone) : at, isDay }
}

const numbers =
  /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?(?:(?:,? +|T)(?:kl\.? *)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? *([ap]\.?m\.?)? *(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i

function fromNumbers(said: RegExpExecArray, dates: DateKind): string | undefined {
  const [whole, a = '', b = '', c = '', ...clock] = said
  if (a.length === 4) return joinTime([toYear(a), b, c], clock)
  if (c.length !== 4) return undefined
  const [first, second, year] = [Number(a), Number(b), Number(c)]
  const isDotted = /^\d{1,2}\.\d{1,2}\./.test(whole)
  const isDayFirst = dates === 'day-first' || first > 12 || year > mostChristianYear || (dates === 'auto' && isDotted)
  const isMonthFirst = second > 12 || (dates === 'month-first' && first <= 12)
  if (isMonthFirst) return joinTime([toYear(c), a, b], clock)
  return isDayFirst || first === second ? joinTime([toYear(c), b, a], clock) : 'unclear'
}

/** Years of the Buddhist calendar are 543 ahead. */
const mostChristianYear = 2400
function toYear(text: string): string {
  const year = Number(text)
  return String(year > mostChristianYear ? year - 543 : year)
}

function joinTime(date: readonly string[], clock: readonly (string | undefined)[]): string {
  const [hour, minute = '00', second = '00', half, zone = ''] = clock
  const day = date.map((part) => part.padStart(2, '0')).join('-')
  if (hour === undefined) return day
  const isAfternoon = /^p/i.test(half ?? '')
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0)
  return `${day}T${String(hours).padStart(2, '0')}:${minute}:${second}${zone}`
}

/** `Nov 22, 2026 2:05 pm` or `22 Nov 2026, 14:05`; undefined for all else. */
function fromWords(text: string): string | undefined {
  const clock = /(?:,? +(?:at +)?(\d{1,2}):(\d{2})(?::(\d{2}))? *([ap]\.?m\.?)? *(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  )
  const date = text.slice(0, clock?.index ?? text.length)
  const [, month, day, year] = /^(?:\p{L}+, *)?(\p{L}{3,})\.? (\d{1,2}),? (\d{4})$/u.exec(date) ?? []
  const [, dayOther, monthOther, yearOther] = /^(?:\p{L}+, *)?(\d{1,2})\.? (\p{L}{3,})\.?,? (\d{4})$/u.exec(date) ?? []
  const named = (month ?? monthOther ?? '').slice(0, 3).toLowerCase()
  const at = months.findIndex((names) => names.includes(named))
  const [theDay, theYear] = [day ?? dayOther, year ?? yearOther]
  if (at < 0 || theDay === undefined || theYear === undefined) return undefined
  return joinTime([toYear(theYear), String(at + 1), theDay], clock?.slice(1) ?? [])
}

/** The first three letters, in English, Norwegian, Swedish and Polish. */
const months: readonly (readonly string[])[] = [
  ['jan', 'sty'],
  ['feb', 'lut'],
  ['mar'],
  ['apr', 'kwi'],
  ['may', 'mai', 'maj'],
  ['jun', 'cze'],
  ['jul', 'lip'],
  ['aug', 'sie'],
  ['sep', 'wrz'],
  ['oct', 'okt', 'paź'],
  ['nov', 'lis'],
  ['dec', 'des', 'gru'],
]

function toPlain(text: string): string {
  return text
    .replaceAll(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replaceAll(/\s+/g, ' ')
    .trim()
}
