import { type Goal, metricOf } from '../goals/goal.ts'
import type { ProgressStatus } from '../goals/progress.ts'
import { readStandings, type Standing } from '../goals/standing.ts'
import { listGoals } from '../goals/store.ts'
import type { Unit } from '../platforms/catalog.ts'
import { parseDay, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { sayCount } from '../views/view-words.ts'
import { type MonthDays, sayDayOfYear } from './month-days.ts'
import { sayAmount } from './say-amount.ts'

/** A main goal: one that goes on, as it stood at the month's end; one that is over, as it stands now. */
export type MonthGoal = {
  readonly id: string
  readonly name: string
  readonly status: ProgressStatus
  readonly value: number | null
  readonly target: number
  /** `42 of 60 by 31 December 2026: on track as of 31 October` */
  readonly says: string
}

const mostGoals = 200
/** More than these don't fit on a page that is read. */
const mostShown = 6

/** The main goals whose days touch the month. Writes nothing: a page that is looked at reaches no goal. */
export async function readMonthGoals(
  { all }: Pick<Database, 'all'>,
  shop: Shop,
  days: MonthDays,
  now: number,
): Promise<MonthGoal[]> {
  const database: Database = { all, batch: async () => [] }
  const goals = await listGoals(database, shop.id, { limit: mostGoals, before: Number.MAX_SAFE_INTEGER })
  const wanted = goals
    .filter(({ main, from, to }) => main && parseDay(from) <= days.to && parseDay(to) >= days.from)
    .slice(0, mostShown)
  const goesOn = ({ to }: Goal) => days.isOver && parseDay(to) > days.to
  const end = startOfDay(days.to + 1, shop.timeZone) - 1
  // What came late is known of a goal that is over: its state at the month's end would be an old guess.
  const then = await readStandings(database, shop, wanted.filter(goesOn), end)
  const today = await readStandings(
    database,
    shop,
    wanted.filter((goal) => !goesOn(goal)),
    now,
  )
  return wanted.flatMap((goal) => {
    const standing = then.get(goal.id) ?? today.get(goal.id)
    if (!standing) return []
    const shown = showGoal(goal, standing, shop.currency)
    return [goesOn(goal) ? { ...shown, says: `${shown.says} as of ${sayDayOfYear(days.to)}` } : shown]
  })
}

function showGoal(goal: Goal, { value, target, status }: Standing, currency: string): MonthGoal {
  const { unit } = metricOf(goal)
  const reached = value === null ? '–' : sayValue(value, unit, currency)
  const by = date.format(parseDay(goal.to) * 86_400_000)
  const says = `${reached} of ${sayValue(target, unit, currency)} by ${by}: ${statuses[status]}`
  return { id: goal.id, name: goal.name, status, value, target, says }
}

function sayValue(value: number, unit: Unit, currency: string): string {
  if (unit === 'money') return sayAmount(value.toFixed(2), currency)
  const rounded = sayCount(value)
  if (unit === 'percent') return `${rounded}%`
  return unit === 'seconds' || unit === 'minutes' ? `${rounded} ${unit}` : rounded
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

const statuses: Readonly<Record<ProgressStatus, string>> = {
  'not-started': 'not begun',
  ahead: 'ahead',
  'on-track': 'on track',
  behind: 'behind',
  reached: 'reached',
  missed: 'missed',
  maturing: 'over, but late orders may still come',
  unknown: 'nothing measured yet',
}
