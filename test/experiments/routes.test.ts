import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { planWeeks } from '../../src/experiments/plan.ts'
import { findLatestVerdict } from '../../src/experiments/result.ts'
import { experimentRoutes } from '../../src/experiments/routes.ts'
import { findExperiment } from '../../src/experiments/store.ts'
import { sha256 } from '../../src/http/digest.ts'
import { answerError } from '../../src/http/problem.ts'
import { parseDay, startOfDay } from '../../src/shops/calendar.ts'
import { updateShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { adminKey, makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

const hour = 3_600_000
const day = 24 * hour
const draft = {
  ...{ hypothesis: 'Posts bring orders', metric: 'orders', pairs: 5 },
  ...{ firstMonday: '2026-11-23', washOutDays: 0, sides: 1 },
}
const afterwards = Date.parse('2027-02-01T12:00:00Z')

let runtime: TestRuntime
let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Answer }>
const answer = z.looseObject({
  id: z.string().default(''),
  seed: z
    .string()
    .nullish()
    .transform((seed) => seed ?? ''),
  words: z.string().default(''),
  weeks: z
    .array(z.looseObject({ on: z.boolean().nullable(), finding: z.string().nullable().default(null) }))
    .default([]),
})
type Answer = z.output<typeof answer>

beforeEach(async () => {
  runtime = await makeRuntime()
  const app = new Hono().route('/', experimentRoutes(runtime))
  app.onError((error, c) => answerError(error, c, (surprise) => runtime.log.error(String(surprise))))
  call = async (method, path, body) => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const told = await app.request(path, init)
    const text = await told.text()
    return { status: told.status, body: answer.parse(text === '' ? {} : JSON.parse(text)) }
  }
})

async function begin(over: Record<string, unknown> = {}): Promise<string> {
  const { id } = (await call('POST', '/experiments', { ...draft, ...over })).body
  expect((await call('POST', `/experiments/${id}/start`)).status).toBe(200)
  return id
}

/** So many orders in the on weeks, and in the off weeks, of each pair, nobody clicked for; one an hour from Monday noon. */
async function sell(id: string, counts: readonly (readonly [on: number, off: number])[], over = {}): Promise<void> {
  const experiment = await findExperiment(runtime.database, id)
  if (!experiment) throw new Error('no experiment')
  const conversions = planWeeks(experiment, experiment.seed).flatMap(({ pair, from, isOn }) => {
    const [on = 0, off = 0] = counts[pair - 1] ?? []
    const begins = startOfDay(from, zone) + 12 * hour
    return Array.from({ length: isOn ? on : off }, (_, index) =>
      makeOrder({ at: begins + index * hour, click: null, isNew: index % 2 === 0, ...over }),
    )
  })
  await writeHistory(runtime.database, { ...onePost, clicks: [], conversions })
}

describe('the lock', () => {
  it('shows the registered text and its SHA-256, with every week', async () => {
    const id = await begin()
    const { body } = await call('GET', `/experiments/${id}`)
    const text = z.string().parse(body['lockedText'])
    expect(body).toMatchObject({ state: 'waiting', startedAt: new Date(noon).toISOString(), foretold: null })
    expect(body['lockedHash']).toBe(await sha256(text))
    expect(text).toContain('Hypothesis: Posts bring orders\nOutcome: all orders of the shop\n')
    expect(text.match(/^Pair \d: .* (?:on|off)$/gm)).toHaveLength(10)
    expect(text).toContain('Stop rule: all weeks are waited for, up to and including 2027-01-31')
  })

  it('holds against PATCH, a second start, and the table itself', async () => {
    const id = await begin()
    const before = (await call('GET', `/experiments/${id}`)).body
    for (const change of [{ hypothesis: 'Another' }, { metric: 'net_revenue' }, { pairs: 2 }, {}]) {
      const { status, body } = await call('PATCH', `/experiments/${id}`, change)
      expect([status, body['detail']]).toEqual([409, expect.stringContaining('stays as it was registered')])
    }
    expect((await call('POST', `/experiments/${id}/start`)).status).toBe(409)
    expect((await call('GET', `/experiments/${id}`)).body).toEqual(before)
    const { database } = runtime
    for (const change of [`hypothesis = 'x'`, 'sides = 2', `seed = 'f'`, 'started_at = null', `locked_text = ''`])
      await expect(database.batch([statement(`update experiments set ${change}`)])).rejects.toThrow(
        'as it was registered',
      )
  })

  it('is taken once by starts that race, and never over a change that raced it', async () => {
    const { id } = (await call('POST', '/experiments', draft)).body
    const starts = await Promise.all(Array.from({ length: 5 }, () => call('POST', `/experiments/${id}/start`)))
    expect(starts.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409])

    const other = (await call('POST', '/experiments', { ...draft, firstMonday: '2027-02-01' })).body.id
    const [changed, started] = await Promise.all([
      call('PATCH', `/experiments/${other}`, { hypothesis: 'Changed', pairs: 6 }),
      call('POST', `/experiments/${other}/start`),
    ])
    const { body } = await call('GET', `/experiments/${other}`)
    expect(body['lockedText'] !== null).toBe(started.status === 200)
    // Both can be done where the start read the plan as it was changed.
    if (changed.status === 200 && started.status === 200) expect(body['lockedText']).toContain('Hypothesis: Changed\n')
    else expect([changed.status, started.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(body['hypothesis']).toBe(changed.status === 200 ? 'Changed' : draft.hypothesis)
  })

  it('comes with the draw: plans have none to choose among', async () => {
    const made = (await call('POST', '/experiments', draft)).body
    const changed = (await call('PATCH', `/experiments/${made.id}`, { pairs: 8, firstMonday: '2026-11-30' })).body
    for (const { seed, weeks } of [made, changed]) {
      expect(seed).toBe('')
      expect(weeks.every(({ on }) => on === null)).toBe(true)
    }
    const begun = (await call('POST', `/experiments/${made.id}/start`)).body
    expect(begun.seed).toMatch(/^[0-9a-f]{20}$/)
    expect(begun.weeks.filter(({ on }) => on === true)).toHaveLength(8)
    expect(begun['lockedText']).toContain(`Drawn by: ${begun.seed} (`)
  })

  it('says how often these weeks were drawn for before: stopping and planning again is seen', async () => {
    const drawnBefore = async (over: Record<string, unknown> = {}) => {
      const id = await begin(over)
      const text = z.string().parse((await call('GET', `/experiments/${id}`)).body['lockedText'])
      await call('POST', `/experiments/${id}/stop`, {})
      await call('DELETE', `/experiments/${id}`)
      return text.match(/^Drawn for these weeks before, and stopped: .*$/m)?.[0].at(-1)
    }
    expect([await drawnBefore(), await drawnBefore(), await drawnBefore()]).toEqual(['0', '1', '2'])
    expect(await drawnBefore({ firstMonday: '2027-06-07' })).toBe('0')
  })

  it('is of one line each, whatever the shop is called', async () => {
    await updateShop(runtime.database, 'shop-1', { name: 'Kaffe\nOutcome: none' })
    const id = await begin()
    const { body } = await call('GET', `/experiments/${id}`)
    expect(
      z
        .string()
        .parse(body['lockedText'])
        .match(/^Outcome: .*$/gm),
    ).toEqual(['Outcome: all orders of the shop'])
  })

  it('comes before the first Monday, and not over another’s weeks', async () => {
    const late = (await call('POST', '/experiments', draft)).body.id
    runtime.clock.now = Date.parse('2026-11-22T23:00:00Z')
    const begun = await call('POST', `/experiments/${late}/start`)
    expect([begun.status, begun.body['errors']]).toMatchObject([409, [{ pointer: '/firstMonday' }]])
    for (const firstMonday of ['2026-11-23', '2026-11-16'])
      expect((await call('POST', '/experiments', { ...draft, firstMonday })).status).toBe(400)
    const first = await begin({ firstMonday: '2026-11-30' })
    const over = (await call('POST', '/experiments', { ...draft, firstMonday: '2027-02-01', hypothesis: 'Two' })).body
      .id
    const refused = await call('POST', `/experiments/${over}/start`)
    expect([refused.status, refused.body['detail']]).toEqual([
      409,
      expect.stringContaining('begin on 8 Feb 2027 or later'),
    ])
    const { hypothesis: _, ...sketch } = draft
    const look = async (firstMonday: string, pairs = 5) =>
      (await call('POST', '/experiments/preview', { ...sketch, pairs, firstMonday })).body
    expect(await look('2027-02-01')).toMatchObject({
      warnings: [{ code: 'weeks-taken', field: 'firstMonday', detail: refused.body['detail'] }],
      firstFree: '2027-02-08',
    })
    expect(await look('2027-02-08')).toMatchObject({ warnings: [] })
    const planned = (await call('GET', `/experiments/${over}`)).body
    expect(planned['foretold']).toMatchObject({ warnings: [{ code: 'weeks-taken' }] })
    await call('POST', `/experiments/${first}/stop`, {})
    expect(await look('2027-02-01')).toMatchObject({ warnings: [], firstFree: '2026-11-30' })
    expect((await call('POST', `/experiments/${over}/start`)).status).toBe(200)
  })
})

describe('the result', () => {
  it('is closed until the last week is over, whatever came in', async () => {
    const id = await begin()
    await sell(id, [
      [9, 2],
      [9, 2],
      [9, 2],
      [9, 2],
      [9, 2],
    ])
    runtime.clock.now = Date.parse('2027-01-31T22:59:59Z')
    const { body } = await call('GET', `/experiments/${id}/result`)
    expect(body).toMatchObject({ state: 'running', daysLeft: 1, verdict: null, allPairs: null, cautions: [] })
    expect(body.weeks.every(({ value }) => value === null)).toBe(true)
    expect(await findLatestVerdict(runtime.database, 'shop-1', runtime.clock.now)).toBeNull()
    runtime.clock.now += 1000
    expect((await call('GET', `/experiments/${id}/result`)).body).toMatchObject({
      ...{ state: 'finished', daysLeft: 0 },
      verdict: { kind: 'shown', mean: 7, on: 9, off: 2, p: 1 / 32, percent: 350, unit: 'orders' },
    })
    expect(await findLatestVerdict(runtime.database, 'shop-1', runtime.clock.now)).toMatchObject({
      ...{ experimentId: id, kind: 'shown', from: '2026-11-23', to: '2027-01-31', allPairs: null },
      words: expect.stringContaining('7 orders more a week'),
    })
  })

  it('counts all orders of the shop, new customers or what was left of its money', async () => {
    const asked = async (metric: string, over = {}) => {
      runtime.clock.now = noon
      const { id } = (await call('POST', '/experiments', { ...draft, metric, pairs: 2 })).body
      await call('POST', `/experiments/${id}/start`)
      await sell(
        id,
        [
          [4, 2],
          [6, 0],
        ],
        over,
      )
      runtime.clock.now = afterwards
      const { body } = await call('GET', `/experiments/${id}/result`)
      runtime.clock.now = noon
      await runtime.database.batch([statement('update experiments set stopped_at = 1 where id = ?', id)])
      return body['verdict']
    }
    expect(await asked('orders')).toMatchObject({
      pairs: [
        { on: 4, off: 2 },
        { on: 6, off: 0 },
      ],
    })
    expect(await asked('new_customers')).toMatchObject({
      pairs: [
        { on: 2, off: 1 },
        { on: 3, off: 0 },
      ],
    })
    const refund = { value: 2500, tax: null, currency: 'NOK', after: 40 * day, test: false, trust: 5 }
    const money = { value: 10_000, tax: 2000, refunds: [refund] }
    expect(await asked('net_revenue', money)).toMatchObject({
      unit: 'NOK',
      pairs: [{ on: 300, off: 150 }, { on: 450 }],
    })
    expect(await asked('orders', { test: true })).toMatchObject({ mean: 0 })
  })

  it('leaves out wash-out days and scales the rest to a week', async () => {
    // Orders from Monday noon, one an hour: 12 on Monday, 24 on Tuesday, 4 on Wednesday.
    const id = await begin({ pairs: 2, washOutDays: 2 })
    await sell(id, [
      [40, 36],
      [40, 0],
    ])
    runtime.clock.now = afterwards
    expect((await call('GET', `/experiments/${id}/result`)).body).toMatchObject({
      verdict: {
        pairs: [
          { on: (4 * 7) / 5, off: 0 },
          { on: (4 * 7) / 5, off: 0 },
        ],
      },
    })
  })

  it('goes by the revenue basis that was registered', async () => {
    const id = await begin({ metric: 'net_revenue', pairs: 2 })
    await sell(
      id,
      [
        [1, 0],
        [1, 0],
      ],
      { value: 10_000, tax: 2000 },
    )
    await updateShop(runtime.database, 'shop-1', { revenueBasis: 'net-of-tax-and-shipping', timeZone: 'Europe/London' })
    runtime.clock.now = afterwards
    const { body } = await call('GET', `/experiments/${id}/result`)
    expect(body).toMatchObject({ verdict: { on: 100 } })
    expect(body['cautions']).toContainEqual(expect.stringContaining('time zone was changed'))
  })

  it('isn’t given where it was stopped, and stopping comes too late at the end', async () => {
    const id = await begin()
    const stopped = await call('POST', `/experiments/${id}/stop`, { reason: 'We had to post' })
    expect(stopped.body).toMatchObject({ state: 'stopped', stopReason: 'We had to post' })
    expect((await call('POST', `/experiments/${id}/stop`, {})).status).toBe(409)
    await sell(id, [
      [9, 2],
      [9, 2],
      [9, 2],
      [9, 2],
      [9, 2],
    ])
    runtime.clock.now = afterwards
    expect((await call('GET', `/experiments/${id}/result`)).body).toMatchObject({
      ...{ state: 'stopped', words: 'Stopped early: no verdict.', verdict: null, cautions: [] },
    })
    expect(await findLatestVerdict(runtime.database, 'shop-1', afterwards)).toBeNull()
    runtime.clock.now = noon
    const other = await begin()
    runtime.clock.now = afterwards
    expect((await call('POST', `/experiments/${other}/stop`, {})).status).toBe(409)
  })

  it('isn’t hidden by a later one of which every pair was left out', async () => {
    const first = await begin({ pairs: 2 })
    const later = await begin({ pairs: 2, firstMonday: '2026-12-21' })
    for (const pair of [1, 2]) await call('POST', `/experiments/${later}/exclusions`, { pair, reason: 'Webhook down' })
    expect(await findLatestVerdict(runtime.database, 'shop-1', afterwards)).toMatchObject({ experimentId: first })
  })

  it('is told with and without pairs left out, which has to be said before the end', async () => {
    const id = await begin()
    await sell(id, [
      [9, 2],
      [9, 2],
      [0, 5],
      [9, 2],
      [9, 2],
    ])
    const path = `/experiments/${id}/exclusions`
    expect((await call('POST', path, { pair: 3, reason: 'The webhook was down' })).status).toBe(201)
    expect((await call('POST', path, { pair: 3, reason: 'Again' })).status).toBe(409)
    expect((await call('POST', path, { pair: 6, reason: 'No such' })).status).toBe(400)
    expect((await call('POST', path, { pair: 2, reason: ' ' })).status).toBe(400)
    runtime.clock.now = afterwards
    const { body } = await call('GET', `/experiments/${id}/result`)
    expect(body).toMatchObject({
      exclusions: [{ pair: 3, reason: 'The webhook was down', at: new Date(noon).toISOString() }],
      verdict: { kind: 'not-shown', mean: 7, p: 1 / 16, smallestP: 1 / 16 },
      allPairs: { kind: 'not-shown', mean: 4.6 },
    })
    const late = await call('POST', path, { pair: 1, reason: 'It looks bad' })
    expect([late.status, late.body['detail']]).toEqual([409, expect.stringContaining('would be chosen by it')])
  })
})

describe('how the weeks were kept', () => {
  it('is judged up to the day of a stop, and not of the weeks that never came', async () => {
    const id = await begin({ pairs: 3 })
    const found = async () => (await call('GET', `/experiments/${id}/result`)).body.weeks
    // In the on week of the second pair, in which nobody has posted yet.
    const at = (await found()).findIndex(({ on }, week) => week >= 2 && on === true)
    runtime.clock.now = Date.parse('2026-11-25T12:00:00Z') + at * 7 * day
    await call('POST', `/experiments/${id}/stop`, {})
    runtime.clock.now = afterwards
    const weeks = await found()
    expect(weeks.slice(2).map(({ finding }) => finding)).toEqual(Array(4).fill(null))
    expect(weeks.map(({ state }) => state)).toEqual([...Array(at + 1).fill('past'), ...Array(5 - at).fill('to-come')])
    const idle = weeks.slice(0, 2).filter(({ on }) => on === true)
    expect(idle.map(({ finding }) => finding)).toEqual([expect.stringContaining('No post with a link')])
  })

  it('is told by posts with links and clicks: slips, what carries over, and idle on weeks', async () => {
    const id = await begin({ pairs: 2 })
    const { weeks } = (await call('GET', `/experiments/${id}`)).body
    const mondays = weeks.map(({ from }) => startOfDay(parseDay(z.string().parse(from)), zone))
    const off = weeks.findIndex(({ on }) => on === false)
    const at = (mondays[off] ?? 0) + 30 * hour
    const clicks = [makeClick({ at: at + 1 }), makeClick({ at: at + day }), makeClick({ at: at + 2 * day, link: 1 })]
    const bot = makeClick({ at: at + day, class: 'bot' })
    await writeHistory(runtime.database, {
      posts: [...onePost.posts, { id: 'post-1', title: 'Old', channel: 'facebook', campaign: null }],
      links: [...onePost.links, { id: 'link-1', slug: 'old', post: 1, content: null, archived: false }],
      ...{ clicks: [...clicks, bot], conversions: [] },
    })
    await runtime.database.batch([statement(`update posts set published_at = ? where id = 'post-0'`, at)])
    await rollUpAll(runtime.database, { most: 100 })
    runtime.clock.now = Date.parse('2026-12-21T12:00:00Z')
    const kept = (await call('GET', `/experiments/${id}/result`)).body.weeks
    expect(kept[off]).toMatchObject({ posts: ['Advent'], clicks: 3, ownClicks: 2, state: 'past' })
    expect(kept[off]?.finding).toBe(
      '1 post with links came out in this off week, with 2 clicks: a slip, which makes the difference smaller.',
    )
    const findings = kept.filter(({ on }) => on === true).map(({ finding }) => finding)
    expect(findings).toEqual(Array(2).fill(expect.stringContaining('No post with a link')))
    // Of one channel alone, the other’s posts and clicks are no matter.
    await runtime.database.batch([statement('drop trigger experiments_stay_as_registered')])
    await runtime.database.batch([statement(`update experiments set channel = 'facebook'`)])
    const one = (await call('GET', `/experiments/${id}/result`)).body.weeks[off]
    expect(one).toMatchObject({ posts: [], clicks: 1, ownClicks: 0 })
    expect(one?.finding).toBe('1 click on earlier posts: what carries over makes the difference smaller.')
  })
})
