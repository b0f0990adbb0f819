import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packCountry, packVerdict } from '../../src/clicks/click.ts'
import { clearRollups } from '../../src/clicks/rollup-store.ts'
import { rollUp, rollUpAll } from '../../src/clicks/rollup.ts'
import { apps, browsers, devices } from '../../src/clicks/user-agent.ts'
import { findRollupFaults, rebuildRollups } from '../../src/operations/check-rollups.ts'
import { type Dimension, dimensions, type Filter, filterDimensions } from '../../src/reports/question.ts'
import { readClicks } from '../../src/reports/store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import {
  type History,
  histories,
  makeClick,
  onePost,
  type TestClick,
  visitOf,
  writeHistory,
  zone,
} from '../reports/history.ts'

const hour = 3_600_000
/** Over the end of daylight saving in Oslo, and over several blocks of 32 days. */
const start = Date.parse('2026-08-20T00:00:00Z')
const days = 110

describe('reports from roll-ups', () => {
  it('count what the clicks tell, wherever the watermark stands and whatever moved meanwhile', async () => {
    const { database } = await makeRuntime()
    const questions = { minLength: 8, maxLength: 8 }
    const asked = fc.record({
      from: fc.integer({ min: -5, max: days }),
      length: fc.integer({ min: 1, max: days + 10 }),
      by: fc.constantFrom(...dimensions),
      filters: fc.array(
        fc.record({
          dimension: fc.constantFrom(...filterDimensions),
          isNot: fc.boolean(),
          which: fc.array(fc.nat(39), { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
      scope: fc.constantFrom<Scope>(
        {},
        {},
        {},
        { channel: 'facebook' },
        { campaignId: 'campaign-1' },
        { postId: 'post-0' },
      ),
    })
    await fc.assert(
      fc.asyncProperty(histories(start, days), steps, fc.array(asked, questions), async (history, taken, all) => {
        const told = { ...structuredClone(history), clicks: new Array<TestClick>() }
        const waiting = [...history.clicks]
        await begin(database, told)
        for (const step of taken) await take(database, told, waiting, step)
        expect(await findRollupFaults(database)).toEqual([])
        const shop = await shopOne(database)
        for (const { from, length, by, filters: drawn, scope } of all) {
          const first = localDay(start, zone) + from
          const filters = drawn.map(({ dimension, isNot, which }) => {
            const keys = which.map((one) => told.clicks[one % Math.max(1, told.clicks.length)])
            return { dimension, isNot, keys: keys.flatMap((one) => (one ? shownKey(told, one, dimension) : [])) }
          })
          const question = { shop, from: first, to: first + length - 1, windowDays: 30, scope, filters }
          const isAsked = (click: TestClick) =>
            within(question, click) && isIn(told, click, scope) && passes(told, click, filters)
          const rows = await readClicks(database, question, by)
          expect(toMap(rows)).toEqual(recount(told, told.clicks.filter(isAsked), by))
        }
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it('are of whole periods as of single days', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 200 }, (_, index) =>
      makeClick({ at: start + index * 13 * hour, random: index }),
    )
    await begin(database, { ...onePost, clicks, conversions: [] })
    await rollUpAll(database, { most: 7 })
    const blocks = await database.all(statement('select count(*) as rows from link_blocks'))
    expect(blocks).toEqual([{ rows: 4 }])
    for (const length of [1, 30, 31, 32, 33, 64, 90]) {
      const from = localDay(start, zone) + 3
      const rows = await readClicks(
        database,
        { shop: await shopOne(database), from, to: from + length - 1, windowDays: 30 },
        'link',
      )
      expect(rows[0]?.raw).toBe(clicks.filter((click) => within({ from, to: from + length - 1 }, click)).length)
    }
  })
})

describe('a filter that leaves many links', () => {
  it('counts the same as one that leaves few', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 200 }, (_, index) =>
      makeClick({ at: start + index * 13 * hour, random: index }),
    )
    await begin(database, { ...onePost, clicks, conversions: [] })
    const insertLinks = `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium,
        utm_campaign, created_at, updated_at)
      with recursive more (number) as (select 2 union all select number + 1 from more where number < 5001)
      select number, 'link-' || number, 'shop-1', 'post-0', 's' || number, 'https://shop.example/', 's', 'm', 'c', 0, 0 from more`
    await database.batch([
      statement(insertLinks),
      statement('update clicks set link = 1 + 5000 * (seq % 2) where seq > 50'),
    ])
    await rollUpAll(database, { most: 150 })
    const question = { shop: await shopOne(database), windowDays: 30, from: localDay(start, zone) + 10 }
    const filters = [{ dimension: 'channel', isNot: false, keys: ['instagram'] }] as const
    for (const to of [question.from + 5, question.from + 85]) {
      const expected = Map.groupBy(clicks.entries(), ([index, click]) =>
        !within({ ...question, to }, click) ? 'out' : index >= 50 && index % 2 === 0 ? 'link-5001' : 'link-0',
      )
      expected.delete('out')
      const rows = await readClicks(database, { ...question, to, filters }, 'link')
      expect(new Map(rows.map(({ key, raw }) => [key, raw]))).toEqual(
        new Map([...expected].map(([key, all]) => [key, all.length])),
      )
    }
  })
})

describe('rolling up', () => {
  it('takes so many rows at most, says how many, and leaves what comes later for later', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 25 }, (_, index) => makeClick({ at: start + index * hour, random: index }))
    await begin(database, { ...onePost, clicks: clicks.slice(0, 20), conversions: [] })
    expect(await rollUp(database, { most: 12 })).toBe(12)
    expect(await rollUp(database, { most: 12 })).toBe(8)
    expect(await rollUp(database, { most: 12 })).toBe(0)
    await insert(database, clicks.slice(20), 20)
    expect(await rollUp(database, { most: 12 })).toBe(5)
    expect(await database.all(statement('select sum(human) as human from visit_days'))).toEqual([{ human: 25 }])
  })

  it('counts no click twice when two run at once', async () => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 60 }, (_, index) => makeClick({ at: start + index * hour, random: index }))
    await begin(database, { ...onePost, clicks, conversions: [] })
    const took = await Promise.all(Array.from({ length: 8 }, () => rollUp(database, { most: 10 })))
    expect(took.toSorted((a, b) => b - a)).toEqual([10, 10, 10, 10, 10, 10, 0, 0])
    expect(await findRollupFaults(database)).toEqual([])
  })

  it('goes on with new clicks after all were deleted', async () => {
    const { database } = await makeRuntime()
    const clicks = [makeClick({ at: start }), makeClick({ at: start + hour, random: 8 })]
    await begin(database, { ...onePost, clicks, conversions: [] })
    await rollUp(database, { most: 10 })
    await database.batch([statement('delete from clicks')])
    await rollUp(database, { most: 10 })
    await insert(database, clicks, 0)
    expect(await rollUp(database, { most: 10 })).toBe(2)
  })
})

describe('the check of roll-ups', () => {
  it.each([
    'update link_days set human = human + 1 where day = (select min(day) from link_days)',
    'update link_fresh set first_shop = first_shop + 1 where day = (select max(day) from link_fresh)',
    'delete from link_blocks where block = (select min(block) from link_blocks)',
    'update channel_days set bot = bot + 1',
    'update campaign_days set internal = internal + 1',
    'update visit_days set first_shop = 0',
    'update scan_days set human = human - 1',
    'delete from scan_days where day = (select min(day) from scan_days)',
    'insert into scan_days (day, link, human, bot, internal) values (7, 1, 1, 0, 0)',
    'update click_hours set human = human + 1',
    'update click_hours set quarter = quarter + 1',
    'update rolled_up set seq = seq - 1',
    'update rolled_up set seq = seq + 1',
    `update link_places set channel = 'x'`,
  ])('finds and mends: %s', async (harm) => {
    const { database } = await makeRuntime()
    const clicks = Array.from({ length: 40 }, (_, index) => makeClick({ at: start + index * 9 * hour, random: index }))
    await begin(database, { ...onePost, clicks, conversions: [] })
    await database.batch([statement('update clicks set visit = visit | (1 << 28) where seq % 3 = 0')])
    await rollUpAll(database, { most: 9 })
    expect(await database.all(statement('select sum(human) as human from scan_days'))).toEqual([{ human: 13 }])
    expect(await findRollupFaults(database)).toEqual([])
    await database.batch([statement(harm)])
    expect(await findRollupFaults(database)).not.toEqual([])
    const progress: [number, number][] = []
    await rebuildRollups(database, (done, of) => progress.push([done, of]))
    expect(await findRollupFaults(database)).toEqual([])
    expect(progress.at(-1)).toEqual([40, 40])
  })
})

type Step =
  | { kind: 'insert'; clicks: number }
  | { kind: 'roll up'; most: number }
  | { kind: 'move post'; post: number; channel: string; campaign: string | null }
  | { kind: 'move link'; link: number; post: number; content: string | null }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), clicks: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('roll up' as const), most: fc.integer({ min: 1, max: 25 }) }),
    fc.record({ kind: fc.constant('roll up' as const), most: fc.integer({ min: 1, max: 25 }) }),
    fc.record({
      kind: fc.constant('move post' as const),
      post: fc.nat(3),
      channel: fc.constantFrom('facebook', 'instagram', 'newsletter'),
      campaign: fc.constantFrom('campaign-0', 'campaign-1', null),
    }),
    fc.record({
      kind: fc.constant('move link' as const),
      link: fc.nat(5),
      post: fc.nat(3),
      content: fc.constantFrom('story', 'reel', null),
    }),
  ),
  { maxLength: 14, size: 'max' },
)

async function begin(database: Database, history: History): Promise<void> {
  await writeHistory(database, { ...history, conversions: [] })
  await database.batch(clearRollups())
  const insertCampaign = `insert into campaigns (id, shop_id, name, key, created_at) values (?, 'shop-1', ?, ?, 0)
    on conflict do nothing`
  await database.batch(['campaign-0', 'campaign-1'].map((id) => statement(insertCampaign, id, `The ${id}`, id)))
}

/** Does a step in the database, and to `told`; clicks come out of `waiting`. */
async function take(database: Database, told: History, waiting: TestClick[], step: Step): Promise<void> {
  if (step.kind === 'insert') {
    const clicks = waiting.splice(0, step.clicks)
    await insert(database, clicks, told.clicks.length)
    told.clicks.push(...clicks)
  } else if (step.kind === 'roll up') await rollUp(database, step)
  else if (step.kind === 'move post') await movePost(database, told, step)
  else await moveLink(database, told, step)
}

async function insert(database: Database, clicks: readonly TestClick[], after: number): Promise<void> {
  const sql = `insert into clicks (seq, at, link, day, verdict, visit, referrer, visitor, random) values (?, ?, ?, ?, ?, ?, 0, null, ?)`
  await database.batch(
    clicks.map((click, index) => {
      const verdict = packVerdict({ class: click.class, reason: 'person', rules: 1, firsts: click.firsts })
      const values = [click.at, click.link + 1, localDay(click.at, zone), verdict, visitOf(click), click.random]
      return statement(sql, after + index + 1, ...values)
    }),
  )
}

async function movePost(database: Database, told: History, step: Extract<Step, { kind: 'move post' }>): Promise<void> {
  const post = told.posts[step.post % told.posts.length]
  if (!post) return
  Object.assign(post, { channel: step.channel, campaign: step.campaign })
  const sql = 'update posts set channel = ?, campaign_id = ? where id = ?'
  await database.batch([statement(sql, post.channel, post.campaign, post.id)])
}

async function moveLink(database: Database, told: History, step: Extract<Step, { kind: 'move link' }>): Promise<void> {
  const link = told.links[step.link % told.links.length]
  if (!link) return
  Object.assign(link, { post: step.post % told.posts.length, content: step.content })
  const sql = 'update links set post_id = ?, utm_content = ? where id = ?'
  await database.batch([statement(sql, told.posts[link.post]?.id ?? '', link.content, link.id)])
}

/** The report by the contract's words, without any SQL. */
function recount(history: History, clicks: readonly TestClick[], by: Dimension) {
  const bit = ['link', 'post', 'campaign', 'channel'].indexOf(by)
  const groups = Map.groupBy(clicks, (click) => keyOf(history, click, by))
  return new Map(
    [...groups].map(([key, all]) => {
      const human = all.filter((click) => click.class === 'human' || click.class === 'repeat')
      const first = (place: number) => human.filter(({ firsts }) => Math.floor(firsts / 2 ** place) % 2 === 1).length
      const internal = all.filter((click) => click.class === 'internal').length
      const bot = all.length - human.length - internal
      return [key, [all.length, human.length, bot, internal, first(bit === -1 ? 4 : bit), first(4)]]
    }),
  )
}

function toMap(rows: Awaited<ReturnType<typeof readClicks>>) {
  return new Map(
    rows.map((row) => [row.key, [row.raw, row.human, row.bot, row.internal, row.unique_here, row.unique_shop]]),
  )
}

function keyOf(history: History, click: TestClick, by: Dimension): string | number | null {
  const link = history.links[click.link]
  const post = history.posts[link?.post ?? -1]
  if (!link || !post) throw new Error('a click without a link')
  const keys: Record<Dimension, string | number | null> = {
    link: link.id,
    post: post.id,
    campaign: post.campaign,
    channel: post.channel,
    kind: post.kind ?? null,
    placement: link.placement ?? null,
    content: link.content,
    country: packCountry(click.country),
    device: devices.indexOf(click.device),
    app: apps.indexOf(click.app ?? 'none'),
    browser: browsers.indexOf(click.browser ?? 'safari'),
    day: localDay(click.at, zone),
  }
  return keys[by]
}

/** As a report shows it, and as a filter is told. */
function shownKey(history: History, click: TestClick, dimension: Filter['dimension']): string {
  if (dimension === 'country') return click.country || 'unknown'
  if (dimension === 'device') return click.device
  if (dimension === 'browser') return click.browser ?? 'safari'
  if (dimension === 'app') return click.app === undefined || click.app === 'none' ? '(none)' : click.app
  return String(keyOf(history, click, dimension) ?? '(none)')
}

function passes(history: History, click: TestClick, filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, isNot, keys }) => keys.includes(shownKey(history, click, dimension)) !== isNot)
}

function isIn(history: History, click: TestClick, scope: Scope): boolean {
  const wanted = [
    ['channel', scope.channel],
    ['campaign', scope.campaignId],
    ['post', scope.postId],
  ] as const
  return wanted.every(([by, key]) => key === undefined || keyOf(history, click, by) === key)
}

type Scope = { channel?: string; campaignId?: string; postId?: string }

function within({ from, to }: { from: number; to: number }, { at }: TestClick): boolean {
  return localDay(at, zone) >= from && localDay(at, zone) <= to
}

async function shopOne(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  return shop
}
