/** Days on a shop's own calendar: whole numbers since 1970-01-01, so that they sort, subtract and pack. */

export const dayMs = 86_400_000

/** The day of an instant in a time zone, across daylight saving. O(1) after the first look-up of a day. */
export function localDay(at: number, timeZone: string): number {
  const known = today.get(timeZone)
  if (known && at >= known.from && at < known.to) return known.day
  const day = lookUpDay(at, timeZone)
  if (today.size > 1000) today.clear()
  today.set(timeZone, { day, from: startOfDay(day, timeZone), to: startOfDay(day + 1, timeZone) })
  return day
}

/** The first instant of a day in a time zone, UTC milliseconds. */
export function startOfDay(day: number, timeZone: string): number {
  const noon = day * dayMs + dayMs / 2
  // The offset at UTC midnight of that date is right but for the hours around a change of clocks: then ask again.
  const guess = day * dayMs - offsetAt(day * dayMs, timeZone)
  const exact = day * dayMs - offsetAt(guess, timeZone)
  if (lookUpDay(exact, timeZone) === day && lookUpDay(exact - 1, timeZone) < day) return exact
  return firstInstant(day, timeZone, noon)
}

/** The same time of day so many days later on the calendar of a time zone. */
export function shiftDays(at: number, days: number, timeZone: string): number {
  return fromWallTime(toWallTime(at, timeZone) + days * dayMs, timeZone)
}

/** The noon of a day in a time zone, UTC milliseconds: what stands for a day whose time nobody told. */
export function noonOf(day: number, timeZone: string): number {
  const known = noons.get(timeZone)
  if (known?.day === day) return known.at
  const at = fromWallTime(day * dayMs + dayMs / 2, timeZone)
  if (noons.size > 1000) noons.clear()
  noons.set(timeZone, { day, at })
  return at
}

/** What the clocks of a time zone show at an instant, as the milliseconds at which they show it in UTC. */
export function toWallTime(at: number, timeZone: string): number {
  return at + offsetAt(at, timeZone)
}

/**
 * The instant at which clocks show this. A time that daylight saving leaves out moves on by what is left out; one that comes
 * twice means the first.
 */
export function fromWallTime(wall: number, timeZone: string): number {
  const [before, after] = [offsetAt(wall - dayMs, timeZone), offsetAt(wall + dayMs, timeZone)]
  const exact = [before, after].find((offset) => offsetAt(wall - offset, timeZone) === offset)
  return wall - (exact ?? before)
}

/** `2026-11-22` ↔ 20414. @throws RangeError when the text isn't a day of the calendar. */
export function parseDay(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || showDay(at / dayMs) !== text) throw new RangeError(`${text} is not a day such as 2026-11-22`)
  return at / dayMs
}

export function showDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** An instant as ISO 8601, `2026-11-22T11:00:00.000Z`; several times as fast as `toISOString`, for long lists. */
export function showInstant(at: number): string {
  const day = Math.floor(at / dayMs)
  if (day !== shown.day) shown = { day, text: showDay(day) }
  const ms = at - day * dayMs
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ]
  return `${shown.text}T${two[hours]}:${two[minutes]}:${two[seconds]}.${String(ms % 1000).padStart(3, '0')}Z`
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
let shown = { day: 0, text: '1970-01-01' }

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}

const today = new Map<string, { readonly day: number; readonly from: number; readonly to: number }>()
const noons = new Map<string, { readonly day: number; readonly at: number }>()
const formats = new Map<string, Intl.DateTimeFormat>()

function lookUpDay(at: number, timeZone: string): number {
  return Math.floor((at + offsetAt(at, timeZone)) / dayMs)
}

/** Local time minus UTC at an instant, milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const digits = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...digits,
  })
  formats.set(timeZone, made)
  return made
}

/** Where clocks change at midnight: halve between noon the day before and noon until the day begins. */
function firstInstant(day: number, timeZone: string, noon: number): number {
  let before = noon - 2 * dayMs
  let after = noon + dayMs
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (lookUpDay(middle, timeZone) >= day) after = middle
    else before = middle
  }
  return after
}

/** The Monday of the week that a day lies in. 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((day + 3) % 7)
}
