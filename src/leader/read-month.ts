import { mediumOfChannel, channelIds } from '../links/channel.ts'
import { compareModels } from '../reports/attribution.ts'
import { summariseCompared } from '../reports/compare.ts'
import type { Filter, Question } from '../reports/question.ts'
import { rank } from '../reports/ranking.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Report } from '../views/report-table.ts'
import { type MonthPage, tellMonth } from './month.ts'
import { daysOfMonth, lastDayOf } from './month-days.ts'
import { readMonthGoals } from './month-goals.ts'
import { showPosts } from './month-posts.ts'
import { readWritten } from './month-store.ts'

type Reader = Pick<Runtime, 'database' | 'now'>

/** The month's page. @throws Problem 400 for what is no month, or one that hasn't begun */
export async function readMonth({ database, now }: Reader, shop: Shop, month: string): Promise<MonthPage> {
  const at = now()
  const days = daysOfMonth(month, at, shop.timeZone)
  const { from, to } = days
  const everything: Question = {
    ...{ shop, from, to, windowDays: shop.clickWindowDays },
    ...{ filters: [], model: 'last-touch', today: localDay(at, shop.timeZone) },
  }
  const all = await summariseCompared(database, everything, 'channel')
  const question = isAllSocial(all) ? everything : { ...everything, filters: [ofSocial] }
  const social = question === everything ? all : await summariseCompared(database, question, 'channel')
  const before = { ...question, filters: [ofSocial], ...aYearBefore(month, to) }
  const [{ totals }, ranked, goals, lastYear, written] = await Promise.all([
    compareModels(database, question, 'channel'),
    rank(database, question, { by: 'post', measure: 'conversion-rate' }),
    readMonthGoals(database, shop, days, at),
    summariseCompared(database, before, 'channel'),
    readWritten(database, shop.id, month),
  ])
  return tellMonth({
    ...{ shop, days, social, all, goals, lastYear, written, now: at },
    models: totals.range.orders,
    posts: showPosts(ranked),
  })
}

/** What Google Analytics too files under social media: every network, and neither newsletter nor blog, search or print. */
const ofSocial: Filter = {
  dimension: 'channel',
  isNot: false,
  keys: channelIds.filter((id) => mediumOfChannel(id) === 'social'),
}

/** Then nothing is left out: the numbers are those of every report, with costs that are of no channel. */
function isAllSocial({ rows }: Report): boolean {
  return rows.every(({ key }) => ofSocial.keys.includes(key))
}

/** The same dates; of a February with a day more the whole one. */
function aYearBefore(month: string, to: number) {
  const then = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
  const isWhole = to === lastDayOf(month)
  const last = lastDayOf(then)
  const same = parseDay(`${then}-01`) + Number(showDay(to).slice(8)) - 1
  return { from: parseDay(`${then}-01`), to: isWhole ? last : Math.min(same, last) }
}
