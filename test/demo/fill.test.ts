import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { deriveKey } from '../../src/access/scrypt.ts'
import { isPassword, passwordFault } from '../../src/access/password.ts'
import { findUserByEmail } from '../../src/access/store.ts'
import { countClicks } from '../../src/clicks/store.ts'
import { demoOwner, fillDemo } from '../../src/demo/fill.ts'
import { sizes } from '../../src/demo/plan.ts'
import { progressStatuses } from '../../src/goals/progress.ts'
import { readStanding } from '../../src/goals/standing.ts'
import { listGoals } from '../../src/goals/store.ts'
import { dimensions } from '../../src/reports/question.ts'
import { summarise } from '../../src/reports/summary.ts'
import { parseMoney } from '../../src/shops/money.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, readRow, statement } from '../../src/storage/database.ts'
import { openMigrated } from '../../src/storage/migrate.ts'
import type { SqliteDatabase } from '../../src/storage/sqlite.ts'
import { noon } from '../make.ts'

const size = sizes.small
const shopUrl = 'http://127.0.0.1:8788/'

let database: SqliteDatabase
let again: SqliteDatabase

beforeAll(async () => {
  database = await fill()
  again = await fill()
  return () => {
    database.close()
    again.close()
  }
}, 30_000)

describe('a filled demo', () => {
  it('holds the clicks that are promised, by class, in the order of time', async () => {
    const { human, repeat, preview, bot, prefetch } = await countClicks(database)
    expect(human + repeat + preview + bot + prefetch).toBe(size.visits)
    expect([human + repeat, preview, bot, prefetch]).toEqual([2_385, 240, 270, 105])
    expect(await count('select count(*) as n from clicks a join clicks b on b.seq = a.seq + 1 where b.at < a.at')).toBe(
      0,
    )
    expect(await count(`select count(*) as n from clicks where at > ${noon} or day > ${noon / 86_400_000}`)).toBe(0)
  })

  it('holds the orders, refunds and sign-ups that are promised, some of them nobody clicked for', async () => {
    const { shopTotals, totals, unattributed } = await summary('post')
    expect(shopTotals.orders).toBe(size.sales)
    expect(shopTotals.leads).toBe(size.leads)
    expect(await count(`select count(*) as n from conversions where event = 'refund'`)).toBe(size.refunds)
    expect(unattributed.orders).toBeGreaterThan(10)
    expect(totals.verifiedOrders).toBeGreaterThan(0)
    expect(totals.verifiedOrders).toBeLessThan(totals.orders)
  })

  it('looks like a shop: one to three clicks in a hundred buy, for 300 to 700 kroner', async () => {
    const { totals } = await summary('post')
    expect(totals.conversionRate.value).toBeGreaterThan(0.01)
    expect(totals.conversionRate.value).toBeLessThan(0.03)
    expect(Number(totals.aov)).toBeGreaterThan(300)
    expect(Number(totals.aov)).toBeLessThan(700)
    expect(totals.clicks.unique).toBeLessThan(totals.clicks.human)
  })

  it.each(dimensions)('has rows by %s that add up to the totals', async (by) => {
    const { rows, totals } = await summary(by)
    const sum = (read: (one: (typeof rows)[number] | typeof totals) => number) =>
      rows.reduce((all, row) => all + read(row), 0)
    expect(sum(({ clicks }) => clicks.raw)).toBe(totals.clicks.raw)
    expect(sum(({ clicks }) => clicks.human)).toBe(totals.clicks.human)
    expect(sum(({ orders }) => orders)).toBe(totals.orders)
    expect(sum(({ leads }) => leads)).toBe(totals.leads)
    for (const part of ['gross', 'refunded', 'net'] as const)
      expect(sum(({ revenue }) => minor(revenue[part]))).toBe(minor(totals.revenue[part]))
  })

  it('shows what shops get wrong in the quarantine, and keeps the test order out of the count', async () => {
    expect(await count('select count(*) as n from quarantine')).toBe(9)
    expect(await count('select count(distinct reason) as n from quarantine')).toBe(5)
    expect(await count('select count(*) as n from conversions where is_test = 1')).toBe(1)
  })

  it('has a goal in each state', async () => {
    const shop = await shopOf(database)
    const goals = await listGoals(database, shop.id, { limit: 20, before: Number.MAX_SAFE_INTEGER })
    const states = await Promise.all(
      goals.map(async (goal) => [goal.name, (await readStanding(database, shop, goal, noon)).status] as const),
    )
    expect(Object.fromEntries(states)).toEqual({
      'First orders through the tasting box': 'reached',
      'Cabin weekends sell the mugs': 'missed',
      'The Thursday letter brings people in': 'reached',
      'Orders from the letter': 'maturing',
      'Orders from Slow mornings': expect.stringMatching(/^(?:on-track|ahead|behind)$/),
      'Clicks from Slow mornings': 'ahead',
      'Seen 50,000 times on Pinterest': 'unknown',
      '1,880 followers on Instagram': 'on-track',
      'Sign-ups for the Thursday letter': 'behind',
      'The quarter to come': 'not-started',
    })
    expect(new Set(states.map(([, status]) => status))).toEqual(new Set(progressStatuses))
    expect(goals.filter(({ parentId }) => parentId !== null)).toHaveLength(4)
  })

  it('is the same again from the same seed', async () => {
    const [first, second] = await Promise.all([summary('post'), summary('post', again)])
    // Ids are random, and they decide between rows that are equal otherwise.
    const withoutIds = ({ rows, ...rest }: typeof first) => ({
      ...rest,
      rows: new Map(rows.map(({ key: _, label, ...row }) => [label, row])),
    })
    expect(withoutIds(second)).toEqual(withoutIds(first))
  })

  it('has an owner who can sign in, with a password that a setup would take', async () => {
    const user = await findUserByEmail(database, demoOwner.email)
    expect(await isPassword(demoOwner.password, user?.passwordHash, deriveKey)).toBe(true)
    expect(passwordFault(demoOwner.password, demoOwner.email)).toBeUndefined()
  })

  it('never fills a database that belongs to somebody', async () => {
    await expect(fillDemo(partsOf(database), { seed: 1, now: noon, shopUrl, size: 'small' })).rejects.toThrow('empty')
    const { human, repeat } = await countClicks(database)
    expect(human + repeat).toBe(2_385)
  })
})

async function fill(): Promise<SqliteDatabase> {
  const made = await openMigrated(':memory:', noon)
  await fillDemo(partsOf(made), { seed: 1, now: noon, shopUrl, size: 'small' })
  return made
}

function partsOf(database: SqliteDatabase) {
  const log = { info: () => {}, warn: () => {}, error: (message: string) => expect.unreachable(message) }
  return { database, publicUrl: 'http://localhost:8787', clickParam: 'till', deriveKey, log }
}

async function summary(by: (typeof dimensions)[number], of = database) {
  const shop = await shopOf(of)
  const to = localDay(noon, shop.timeZone)
  return summarise(of, { shop, from: to - 190, to, windowDays: shop.clickWindowDays }, by)
}

async function shopOf(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('the demo has no shop')
  return shop
}

async function count(sql: string): Promise<number> {
  return (await readRow(database, z.object({ n: z.number() }), statement(sql)))?.n ?? Number.NaN
}

function minor(text: string): number {
  const money = parseMoney(text, 'NOK')
  return money.ok ? money.minor : Number.NaN
}
