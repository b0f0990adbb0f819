import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { loadSigningKeys, signClickId } from '../../src/clicks/click-id.ts'
import { erase } from '../../src/privacy/erase.ts'
import { dayMs, localDay } from '../../src/shops/calendar.ts'
import { readVisitDays } from '../../src/visits/store.ts'
import { makeApp } from '../app/make-app.ts'
import { read } from '../app/sql.ts'
import { openShop, safari } from '../app/talk.ts'
import { noon } from '../make.ts'

const today = localDay(noon, 'Europe/Oslo')
const id = '0123456789abc'

describe('a landing', () => {
  it('is stored with the click it came by, on the click’s day, and goes on under its number', async () => {
    const { landed, tell, rows, link } = await makeShop()
    const click = await landed(noon - 13 * 3_600_000)
    await tell({ visit: id, click, page: '/votter/?size=m', views: 1 })
    await tell({ visit: id, views: 1, seconds: 20, scroll: 80 })
    const [row] = await rows()
    expect(row).toMatchObject({ link, day: today - 1, click_at: noon - 13 * 3_600_000, page: '/votter/' })
    expect(row).toMatchObject({ id: Number.parseInt(id, 16), entered_at: noon, views: 2, seconds: 20, scroll: 80 })
  })

  it('keeps nothing of who it was', async () => {
    const { database, tell, landed } = await makeShop()
    await tell({ visit: id, click: await landed(noon), page: '/votter', views: 1, email: 'kari@example.com' })
    const [table] = z
      .array(z.object({ sql: z.string() }))
      .parse(await read(database, `select sql from sqlite_schema where name = 'visits'`))
    expect(table?.sql.match(/^ {2}\w+/gm)?.map((name) => name.trim())).toEqual([
      ...['id', 'shop', 'day', 'link', 'click_at', 'click_random', 'page', 'entered_at', 'views', 'seconds', 'scroll'],
    ])
    const stored = JSON.stringify(await read(database, 'select * from visits'))
    expect(stored).not.toMatch(/198\.|Mozilla|iPhone|kari/)
  })

  it('is nobody’s click’s where the id is made up, another shop’s, too old or of the future', async () => {
    const { runtime, landed, tell, rows, other } = await makeShop()
    const foreign = await landed(noon, other)
    const clicks = [
      ...['A'.repeat(32), 'x', foreign, await landed(noon - 31 * dayMs), await landed(noon + 6 * 60_000)],
      ...[await landed(noon - 30 * dayMs), await landed(noon + 5 * 60_000)],
    ]
    for (const [index, click] of clicks.entries()) await tell({ visit: `${id.slice(1)}${index}`, click, views: 1 })
    expect((await rows()).map(({ link }) => link !== null)).toEqual([...Array(5).fill(false), true, true])
    expect(runtime.logged).toEqual([])
  })

  it('is nobody’s click’s once that was erased', async () => {
    const { runtime, landed, tell, rows } = await makeShop()
    const click = await landed(noon)
    await erase(runtime, { kind: 'click', id: click, shopId: 'shop-1' })
    await tell({ visit: id, click, views: 1 })
    expect(await rows()).toMatchObject([{ link: null, click_at: null, views: 1 }])
  })

  it('finds its shop by the click where it names none', async () => {
    const { landed, tell, rows, number } = await makeShop()
    await tell({ shop: undefined, visit: id, click: await landed(noon), views: 1 })
    expect(await rows()).toMatchObject([{ shop: number }])
    await tell({ shop: undefined, visit: `${id.slice(1)}d`, views: 1 })
    expect(await rows()).toHaveLength(1)
  })
})

describe('a visitor who is not to be recognised', () => {
  it('is counted by page views alone, under Sec-GPC, without a number, and where the shop only counts', async () => {
    const { tell, rows, days, shop, landed } = await makeShop()
    const told = { visit: id, click: await landed(noon), page: '/votter', views: 2, seconds: 10 }
    await tell(told, { 'sec-gpc': '1' })
    await tell({ ...told, visit: '' })
    await shop.admin('PATCH', `/api/v1/shops/${shop.shopId}`, { body: { tracking: 'count' } })
    await tell(told)
    await tell({ ...told, views: 0 })
    expect(await rows()).toEqual([])
    expect(await days()).toEqual([{ day: today, visits: 0, landings: 0, views: 6, seconds: 0 }])
  })
})

describe('what is dropped', () => {
  it('is counted by why', async () => {
    const { runtime, tell, raw, dropped, rows } = await makeShop()
    const next = () => (runtime.clock.now += 2_000)
    await raw('no json')
    next()
    await tell({ visit: 'bad', views: 1 })
    next()
    await tell({ shop: 'nobodys', visit: id, views: 1 })
    next()
    await tell({ visit: '', views: 0 })
    next()
    await tell({ visit: id, views: 1 }, { 'user-agent': 'Googlebot/2.1' })
    next()
    await raw('x'.repeat(4_097))
    expect(await dropped()).toEqual({ unreadable: 2, 'no-shop': 1, empty: 1, bot: 1, 'too-large': 1 })
    expect(await rows()).toEqual([])
  })

  it('is what one network tells beyond 120 a minute, without a write for each', async () => {
    const { runtime, tell, dropped, days } = await makeShop()
    const from = (host: string) => ({ 'x-forwarded-for': `2001:db8:1:2::${host}` })
    for (let n = 0; n < 130; n++) await tell({ views: 1 }, from(n.toString(16)))
    await tell({ views: 1 }, { 'x-forwarded-for': '2001:db8:1:3::1' })
    expect(await days()).toMatchObject([{ views: 121 }])
    expect(await dropped()).toEqual({ 'rate-limited': 1 })
    runtime.clock.now += 61_000
    await tell({ views: 1 }, from('1'))
    await tell({ shop: 'nobodys', views: 1 }, from('1'))
    expect(await days()).toMatchObject([{ views: 122 }])
    expect(await dropped()).toEqual({ 'rate-limited': 10, 'no-shop': 1 })
  })
})

it('is nothing to the shop’s page where it can’t be stored: logged, and counted later', async () => {
  const { runtime, tell, dropped, rows } = await makeShop()
  const { batch } = runtime.database
  const mend = () => Object.assign(runtime.database, { batch })
  onTestFinished(() => void mend())
  Object.assign(runtime.database, { batch: () => Promise.reject(new Error('disk full')) })
  expect((await tell({ visit: id, views: 1 })).status).toBe(204)
  expect(runtime.logged.join()).toContain('disk full')
  mend()
  runtime.clock.now += 2_000
  await tell({ shop: 'nobodys', views: 1 })
  expect(await dropped()).toEqual({ failed: 1, 'no-shop': 1 })
  expect(await rows()).toEqual([])
})

async function makeShop() {
  const app = await makeApp()
  const { database } = app.runtime
  const shop = await openShop(app)
  const link = await numberOf(app, (await shop.link()).id)
  const other = await numberOf(app, (await (await openShop(app)).link()).id)
  const [{ number } = { number: 0 }] = numbers.parse(
    await read(database, 'select number from shops where id = ?', shop.shopId),
  )
  const raw = (body: string, headers: Record<string, string> = {}) =>
    app.fetch('/-/v', { method: 'POST', body, headers: { 'user-agent': safari, ...headers } })
  return {
    ...app,
    ...{ database, shop, link, other, number, raw },
    tell: (told: Record<string, unknown>, headers: Record<string, string> = {}) =>
      raw(JSON.stringify({ shop: shop.shopId, ...told }), headers),
    /** The id of a click as it would have left. */
    landed: async (at: number, of = link) => signClickId({ link: of, at, random: 7 }, await loadSigningKeys(database)),
    rows: async () => visitRows.parse(await read(database, 'select * from visits order by id')),
    days: () => readVisitDays(database, { shop: number, from: 0, to: 99_999 }),
    dropped: async () => {
      const counted = await read(database, `select label, value from counters where name = 'visits'`)
      return Object.fromEntries(counters.parse(counted).map(({ label, value }) => [label, value]))
    },
  }
}

async function numberOf({ runtime }: Awaited<ReturnType<typeof makeApp>>, linkId: string): Promise<number> {
  const [row] = numbers.parse(await read(runtime.database, 'select number from links where id = ?', linkId))
  return row?.number ?? 0
}

const numbers = z.array(z.object({ number: z.number() }))
const counters = z.array(z.object({ label: z.string(), value: z.number() }))
const visitRows = z.array(z.looseObject({ link: z.number().nullable() }))
