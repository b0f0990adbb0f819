import { findConnection } from '../conversions/woocommerce/woocommerce-store.ts'
import { readClicks } from '../reports/store.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs, localDay, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Source } from '../shops/source.ts'
import { listSources } from '../shops/source-store.ts'
import {
  type Alarm,
  type AlarmCode,
  alarmCodes,
  judgeCoverage,
  judgeDisabled,
  judgeRefunds,
  judgeRefused,
  judgeSilence,
  judgeSnippet,
  type SourceHistory,
} from './alarm.ts'
import { readHeardDays, readOrderTimes, readRefunded, readSeen, readSnoozes, readToldBy } from './alarm-store.ts'

type Told = Pick<Runtime, 'database' | 'now'>

/** An alarm with when it is heard again, UTC milliseconds; null while nobody has set it aside. */
export type StandingAlarm = Alarm & { readonly snoozedUntil: number | null }

/** What is likely broken at a shop now, each worked out anew from its own history: reads weeks of orders. */
export async function findAlarms(runtime: Told, shop: Shop): Promise<readonly Alarm[]> {
  const found = await Promise.all([
    readSources(runtime, shop),
    readCoverage(runtime, shop),
    readRefunds(runtime, shop),
    readSnippet(runtime, shop),
  ])
  return found.flat().filter((one) => one !== null)
}

/** What the shop system itself says is broken: one row to read. */
export async function findToldAlarms({ database, now }: Told, shop: Shop): Promise<readonly Alarm[]> {
  const disabled = judgeDisabled(await findConnection(database, shop.id), now())
  return disabled ? [disabled] : []
}

/** A shop's alarms with what was set aside, which comes last. */
export async function markSnoozed(
  { database, now }: Told,
  shop: Shop,
  alarms: readonly Alarm[],
): Promise<readonly StandingAlarm[]> {
  const snoozes = await readSnoozes(database, shop.id, now())
  return alarms
    .map((alarm) => {
      const snoozed = snoozes.find(({ code, source }) => code === alarm.code && source === (alarm.source ?? ''))
      return { ...alarm, snoozedUntil: snoozed?.until ?? null }
    })
    .toSorted((a, b) => (a.snoozedUntil ?? 0) - (b.snoozedUntil ?? 0))
}

/** How many alarms of each kind these are. */
export function countAlarms(alarms: readonly Alarm[]): readonly (readonly [AlarmCode, number])[] {
  return alarmCodes.map((code) => [code, alarms.filter((one) => one.code === code).length] as const)
}

async function readSources(runtime: Told, shop: Shop): Promise<(Alarm | null)[]> {
  const sources = await listSources(runtime.database, shop.id)
  const histories = await Promise.all(sources.map((source) => readHistory(runtime, shop, source)))
  const now = runtime.now()
  return histories.flatMap((history) => [judgeSilence(history, now), judgeRefused(history, now)])
}

const historyMs = 28 * dayMs

async function readHistory({ database, now }: Told, shop: Shop, heard: Source): Promise<SourceHistory> {
  const { source, takenAt, refusedAt } = heard
  const known = { source, takenAt, refusedAt }
  // Nothing came yet, or not long enough ago: the rest would be read in vain.
  if (takenAt === null || now() - takenAt <= dayMs)
    return {
      ...known,
      orderTimes: [],
      told: { successes: 0, trials: 0 },
      ordersSince: 0,
      clicksSince: 0,
      clicksBefore: 0,
    }
  const of = { shopId: shop.id, source }
  const day = localDay(takenAt, shop.timeZone)
  const [orderTimes, told, since, clicksBefore, clicksSince] = await Promise.all([
    readOrderTimes(database, { ...of, from: takenAt - 2 * historyMs, to: takenAt }),
    readToldBy(database, { ...of, from: takenAt - historyMs, to: takenAt }),
    readToldBy(database, { ...of, from: takenAt + hourMs, to: now() - hourMs }),
    countClicks(database, shop, { from: day - 27, to: day }),
    countClicks(database, shop, { from: day + 1, to: localDay(now(), shop.timeZone) }),
  ])
  return { ...known, orderTimes, told, ordersSince: since.trials, clicksBefore, clicksSince }
}

const hourMs = 3_600_000

async function countClicks(
  database: Runtime['database'],
  shop: Shop,
  days: { readonly from: number; readonly to: number },
): Promise<number> {
  if (days.from > days.to) return 0
  const rows = await readClicks(database, { shop, ...days, windowDays: shop.clickWindowDays }, 'day')
  return rows.reduce((sum, { human }) => sum + human, 0)
}

async function readCoverage({ database, now }: Told, shop: Shop): Promise<(Alarm | null)[]> {
  const today = localDay(now(), shop.timeZone)
  const [recent, before] = await Promise.all([
    readSeen(database, { shopId: shop.id, from: today - 7, to: today - 1 }),
    readSeen(database, { shopId: shop.id, from: today - 35, to: today - 8 }),
  ])
  return [judgeCoverage({ recent, before, since: startOfDay(today - 7, shop.timeZone) })]
}

async function readRefunds({ database, now }: Told, shop: Shop): Promise<(Alarm | null)[]> {
  const today = localDay(now(), shop.timeZone)
  const [recent, before] = await Promise.all([
    readRefunded(database, { shopId: shop.id, from: today - 13, to: today }),
    readRefunded(database, { shopId: shop.id, from: today - 97, to: today - 14 }),
  ])
  return [judgeRefunds({ recent, before, since: startOfDay(today - 13, shop.timeZone) })]
}

async function readSnippet({ database, now }: Told, shop: Shop): Promise<(Alarm | null)[]> {
  const today = localDay(now(), shop.timeZone)
  const heard = await readHeardDays(database, { shop: shop.number, shopId: shop.id, from: today - 90, most: 28 })
  const [first, last] = [heard[0]?.day, heard.at(-1)?.day]
  if (first === undefined || last === undefined || today - last <= 1) return []
  const [clicks, clicksSince] = await Promise.all([
    countClicks(database, shop, { from: first, to: last }),
    countClicks(database, shop, { from: last + 1, to: today - 1 }),
  ])
  const visits = heard.reduce((sum, one) => sum + one.visits, 0)
  const since = startOfDay(last + 1, shop.timeZone)
  return [judgeSnippet({ heardDays: heard.map(({ day }) => day), today, since, visits, clicks, clicksSince })]
}
