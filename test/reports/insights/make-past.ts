import * as fc from 'fast-check'
import { packVerdict, packVisit } from '../../../src/clicks/click.ts'
import { localDay } from '../../../src/shops/calendar.ts'
import { type Database, statement } from '../../../src/storage/database.ts'
import type { Question } from '../../../src/reports/question.ts'
import { findShop } from '../../../src/shops/store.ts'
import { zone } from '../history.ts'

export const day = 86_400_000
export const hour = 3_600_000

export type PastClick = { at: number; link: number; isPerson: boolean; random: number }
/** `touches`: clicks before it, oldest first; the last one gets the credit. `hand`: told by a person, of a link. */
export type PastConversion = {
  id: string
  event: 'purchase' | 'lead' | 'add_to_cart' | 'begin_checkout'
  at: number
  value: number | null
  currency: 'NOK' | 'EUR'
  isNew: boolean | null
  isSeen: boolean
  isTest: boolean
  touches: readonly PastClick[]
  hand: number | null
}
export type PastVisit = {
  at: number
  click: PastClick | null
  page: string
  views: number
  seconds: number
  scroll: number
}
export type Past = {
  clicks: readonly PastClick[]
  conversions: readonly PastConversion[]
  visits: readonly PastVisit[]
}

/** Links 1–6: two of each post; the posts of two channels, one without a campaign. */
export const posts = [
  { id: 'post-0', channel: 'instagram', campaign: 'cam-0' },
  { id: 'post-1', channel: 'facebook', campaign: 'cam-0' },
  { id: 'post-2', channel: 'facebook', campaign: null },
] as const

export function postOf(link: number) {
  const post = posts[Math.floor((link - 1) / 2)]
  if (!post) throw new RangeError(`there is no link ${link}`)
  return post
}

export function placeOf(by: 'post' | 'campaign' | 'channel' | 'link', link: number): string {
  const post = postOf(link)
  if (by === 'link') return `link-${link}`
  if (by === 'post') return post.id
  return by === 'channel' ? post.channel : (post.campaign ?? '(none)')
}

/** Replaces what shop-1 holds. */
export async function writePast(database: Database, { clicks, conversions, visits }: Past): Promise<void> {
  const tables = ['credits', 'evidence', 'conversions', 'clicks', 'visits', 'view_days', 'links', 'posts', 'campaigns']
  const conversion = `insert into conversions (id, shop_id, event, key, order_id, value, currency, occurred_at, day, trust,
    is_new_customer, is_test, created_at) values (?, 'shop-1', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`
  const credit = `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, click_visit, share)
    values (?, ?, ?, ?, ?, ?, ?, ?)`
  await database.batch([
    ...tables.map((table) => statement(`delete from ${table}`)),
    statement(
      `insert into campaigns (id, shop_id, name, key, created_at) values ('cam-0', 'shop-1', 'Winter', 'winter', 0)`,
    ),
    ...posts.map(({ id, channel, campaign }) =>
      statement(
        `insert into posts (id, shop_id, campaign_id, channel, title, created_at) values (?, 'shop-1', ?, ?, ?, 0)`,
        ...[id, campaign, channel, `The ${id}`],
      ),
    ),
    ...[1, 2, 3, 4, 5, 6].map((link) =>
      statement(
        `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, created_at, updated_at)
          values (?, ?, 'shop-1', ?, ?, 'https://shop.example/', 's', 'm', 'c', 0, 0)`,
        ...[link, `link-${link}`, postOf(link).id, `slug${link}`],
      ),
    ),
    ...clicks
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, link, isPerson, random }, index) => {
        const verdict = packVerdict({
          ...{ class: isPerson ? 'human' : 'bot', reason: isPerson ? 'person' : 'bot-agent' },
          ...{ rules: 1, firsts: 0 },
        })
        const insert = `insert into clicks (seq, at, link, day, verdict, visit, referrer, random) values (?, ?, ?, ?, ?, ?, 0, ?)`
        return statement(insert, index + 1, at, link, localDay(at, zone), verdict, visitOf(link), random)
      }),
    ...conversions.flatMap((one) => [
      statement(
        conversion,
        ...[one.id, one.event, one.id, one.id, one.value, one.currency, one.at, localDay(one.at, zone)],
        ...[one.hand === null ? 4 : 3, one.isNew === null ? null : Number(one.isNew), Number(one.isTest)],
      ),
      ...one.touches.map(({ at, link, random }, index) =>
        statement(
          credit,
          ...[one.id, index, link, at, random, localDay(at, zone), visitOf(link)],
          Number(index === one.touches.length - 1 && one.hand === null),
        ),
      ),
      ...(one.hand === null
        ? []
        : [statement(credit, one.id, one.touches.length, one.hand, one.at, -1, localDay(one.at, zone), null, 1)]),
      ...(one.isSeen
        ? [statement(`insert into evidence (conversion_id, source, received_at) values (?, 'pixel', 0)`, one.id)]
        : []),
    ]),
    ...visits.map(({ at, click, page, views, seconds, scroll }, index) =>
      statement(
        `insert into visits (id, shop, day, link, click_at, click_random, page, entered_at, views, seconds, scroll)
          values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[index, localDay(click?.at ?? at, zone), click?.link ?? null, click?.at ?? null, click?.random ?? null],
        ...[page, at, views, seconds, scroll],
      ),
    ),
  ])
}

/** Even links by mobile, odd ones by desktop. */
function visitOf(link: number): number {
  const device = link % 2 === 0 ? 'mobile' : 'desktop'
  return packVisit({
    device,
    app: 'none',
    browser: 'safari',
    os: 'unknown',
    country: 'NO',
    hasGpc: false,
    isScan: false,
  })
}

/** Thirty days from `start`, and some of what came before and after. */
export function pasts(start: number): fc.Arbitrary<Past> {
  const at = fc.integer({ min: start - 10 * day, max: start + 35 * day })
  const click = fc.record({
    at,
    link: fc.integer({ min: 1, max: 6 }),
    isPerson: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
    random: fc.nat(2 ** 40 - 1),
  })
  const conversion = fc.record({
    event: fc.constantFrom('purchase', 'purchase', 'purchase', 'lead', 'add_to_cart', 'begin_checkout'),
    at,
    value: fc.option(fc.integer({ min: 0, max: 90_000 }), { freq: 9 }),
    currency: fc.constantFrom('NOK', 'NOK', 'NOK', 'NOK', 'EUR'),
    isNew: fc.option(fc.boolean()),
    isSeen: fc.boolean(),
    isTest: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    delays: fc.array(fc.tuple(fc.nat(59), fc.oneof(fc.nat(2 * hour), fc.nat(40 * day))), { maxLength: 4 }),
    hand: fc.integer({ min: -12, max: 6 }).map((link) => (link > 0 ? link : null)),
  })
  const visit = fc.record({
    at,
    click: fc.option(fc.nat(59), { freq: 2 }),
    page: fc.constantFrom('/', '/sale', '/coat'),
    views: fc.integer({ min: 1, max: 3 }),
    seconds: fc.oneof(fc.nat(15), fc.nat(900)),
    scroll: fc.nat(100),
  })
  return fc
    .record({
      clicks: fc.array(click, { minLength: 10, maxLength: 60, size: 'max' }),
      conversions: fc.array(conversion, { maxLength: 30, size: 'max' }),
      visits: fc.array(visit, { maxLength: 60, size: 'max' }),
    })
    .map(({ clicks: drawn, conversions, visits }) => {
      const clicks = drawn.map((one, index) => ({ ...one, random: one.random - (one.random % 64) + index }))
      const clickAt = (index: number) => clicks[index % clicks.length]
      return {
        clicks,
        conversions: conversions.map(({ delays, ...one }, index) => ({
          ...one,
          id: `conversion-${index}`,
          // Of the click's own link, some time before the order: its row may be one that the table doesn't hold.
          touches: delays
            .map(([index, delay]) => ({ ...(clickAt(index) ?? never()), at: one.at - delay }))
            .toSorted((a, b) => a.at - b.at),
        })),
        visits: visits.map((one) => ({ ...one, click: one.click === null ? null : (clickAt(one.click) ?? null) })),
      }
    })
}

function never(): never {
  throw new RangeError('there are no clicks')
}

/** What falls into the question's period, by the day that counts. */
export function isWithin(question: Question, at: number): boolean {
  const on = localDay(at, zone)
  return on >= question.from && on <= question.to
}

export async function askOf(database: Database, start: number, over: Partial<Question> = {}): Promise<Question> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new RangeError('there is no shop-1')
  const from = localDay(start, zone)
  return { shop, from, to: from + 29, windowDays: 30, ...over }
}

export function median(values: readonly number[]): number {
  return at(values, 0.5)
}

/** R's type 7. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place % 1)
}
