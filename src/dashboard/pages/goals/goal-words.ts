import type { TFunction } from 'i18next'
import type { Format } from '../../parts/format.ts'
import type { Standing } from '../../queries/goal-standing.ts'
import type { Metric } from '../../queries/goals.ts'
import { showValue } from './units.ts'

export type Say = {
  readonly format: Format
  readonly t: TFunction
  readonly currency: string
  readonly unit: Metric['unit']
}

/** A rate or an amount as people say it: one decimal, none from a hundred on. */
export function sayValue(value: number, { unit, ...say }: Say): string {
  const digits = Math.abs(value) >= 100 ? 1 : 10
  const isWhole = unit === 'count' || unit === 'money'
  return showValue(isWhole ? Math.round(value * digits) / digits : value, unit, say)
}

/** “You need 2.4 a day, you have 1.7.” Null where nothing adds up over days, or nothing is needed any more. */
export function sayPace({ neededPerDay, pacePerDay, status, elapsedShare }: Standing, say: Say): string | null {
  if (neededPerDay === null || neededPerDay <= 0 || elapsedShare >= 1 || status === 'not-started') return null
  const needed = sayValue(neededPerDay, say)
  if (pacePerDay === null) return say.t('goals.needed', { value: needed })
  return say.t('goals.pace', { needed, pace: sayValue(pacePerDay, say) })
}

/** Where it is heading: at this pace, with weekdays weighed, the range it ends in, how likely the target is. */
export function sayOutlook(standing: Standing, say: Say): string[] {
  const { runRate, runRateAdjusted, interval, probability, elapsedShare, status } = standing
  if (elapsedShare >= 1 || runRate === null) return []
  const { t, format } = say
  const heading = t('goals.runRate', { value: sayValue(runRate, say) })
  const weighed =
    runRateAdjusted === null ? null : t('goals.runRateAdjusted', { value: sayValue(runRateAdjusted, say) })
  const range = interval && t('goals.range', { low: sayValue(interval[0], say), high: sayValue(interval[1], say) })
  const odds = probability === null || status === 'reached' ? null : sayProbability(probability, format, t)
  return [heading, weighed, range, odds].filter((one) => typeof one === 'string')
}

/** Nothing is certain before the end. */
function sayProbability(probability: number, format: Format, t: TFunction): string {
  if (probability < 0.01) return t('goals.unlikely')
  if (probability > 0.99) return t('goals.nearlySure')
  return t('goals.probability', { share: format.percent(probability, 0) })
}

/** How far to trust the number, and what still comes: a line each. */
export function sayTrust({ readings, coverage, maturing }: Standing, { t, format }: Say): string[] {
  const { links, orders } = coverage ?? { links: null, orders: null }
  return [
    readings && readings.completeness !== 'none' && t(`goals.readings.${readings.completeness}`, { ...readings }),
    readings?.note ?? false,
    readings?.completeness === 'none' && t('goals.readings.none'),
    links && t('goals.coverage.links', { share: format.percent(links.value, 0), count: links.n }),
    orders && t('goals.coverage.orders', { share: format.percent(orders.value, 0) }),
    maturing !== null && maturing.orders !== null && maturing.orders > 0 && sayMaturing(maturing, { t, format }),
  ].filter((one) => typeof one === 'string')
}

function sayMaturing(
  { orders, inTime, since }: NonNullable<Standing['maturing']>,
  { t, format }: Pick<Say, 't' | 'format'>,
): string {
  const say = { orders: format.decimal(orders ?? 0), inTime: format.decimal(inTime ?? 0), since: format.day(since) }
  if (inTime === 0) return t('goals.maturing.after', say)
  return inTime === orders ? t('goals.maturing.allInTime', say) : t('goals.maturing.some', say)
}

export function sayLastYear({ lastYear, elapsedShare }: Standing, say: Say): string | null {
  if (!lastYear) return null
  const { value, soFar, from, to } = lastYear
  const { t, format } = say
  const days = { from: format.day(from), to: format.day(to) }
  if (soFar === null || elapsedShare >= 1) return t('goals.lastYear.whole', { value: sayValue(value, say), ...days })
  return t('goals.lastYear.soFar', { value: sayValue(value, say), soFar: sayValue(soFar, say), ...days })
}
