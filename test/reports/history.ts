import * as fc from 'fast-check'
import { type ClickClass, clickClasses } from '../../src/clicks/classify.ts'
import { packVerdict, packVisit } from '../../src/clicks/click.ts'
import type { App, Browser } from '../../src/clicks/user-agent.ts'
import { countWaiting } from '../../src/conversions/counted-store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { reconvert, saveRates } from '../../src/shops/rate-store.ts'
import { type Database, type Statement, statement } from '../../src/storage/database.ts'

export const zone = 'Europe/Oslo'

export type TestPost = { id: string; title: string; channel: string; campaign: string | null; kind?: string | null }
export type TestLink = {
  id: string
  slug: string
  post: number
  content: string | null
  placement?: string | null
  archived: boolean
}
export type TestClick = {
  at: number
  link: number
  class: ClickClass
  firsts: number
  device: 'mobile' | 'desktop' | 'unknown'
  country: string
  app?: App
  browser?: Browser
  random: number
}
export type TestRefund = {
  value: number
  tax: number | null
  currency: string
  after: number
  test: boolean
  trust: number
  /** Told in its order's currency, where that was another than the shop's. */
  isLikeOrder?: boolean
}
export type TestConversion = {
  id: string
  event: string
  at: number
  value: number | null
  tax: number | null
  shipping: number | null
  currency: string
  trust: number
  test: boolean
  isNew: boolean | null
  customer: string | null
  /** Index of the click that gets the credit, null for nobody. */
  click: number | null
  /** Those of the clicks on the way there before it, oldest first. */
  earlier?: number[]
  refunds: TestRefund[]
}
export type History = {
  posts: TestPost[]
  links: TestLink[]
  clicks: TestClick[]
  conversions: TestConversion[]
  /** NOK for one euro, by day; without a rate amounts in euro stay apart. */
  rates?: ReadonlyMap<number, number>
}

/** What matters is written, the rest is an ordinary human click on the first link. */
export function makeClick(over: Partial<TestClick> & { at: number }): TestClick {
  return { link: 0, class: 'human', firsts: 31, device: 'mobile', country: 'NO', random: 7, ...over }
}

export function makeOrder(over: Partial<TestConversion> & { at: number }): TestConversion {
  return {
    id: `order-${over.at}`,
    event: 'purchase',
    value: 10_000,
    tax: null,
    shipping: null,
    currency: 'NOK',
    trust: 4,
    test: false,
    isNew: null,
    customer: null,
    click: 0,
    refunds: [],
    ...over,
  }
}

export const onePost: Pick<History, 'posts' | 'links'> = {
  posts: [{ id: 'post-0', title: 'Advent', channel: 'instagram', campaign: 'campaign-0' }],
  links: [{ id: 'link-0', slug: 'advent', post: 0, content: null, archived: false }],
}

/** Replaces what shop-1 holds by this history, in the tables themselves. */
export async function writeHistory(database: Database, history: History): Promise<void> {
  const tables = ['credits', 'evidence', 'conversions', 'clicks', 'goals', 'links', 'posts', 'campaigns']
  await database.batch([
    ...tables.map((table) => statement(`delete from ${table}`)),
    ...[...new Set(history.posts.flatMap(({ campaign }) => campaign ?? []))].map(insertCampaign),
    ...history.posts.map(insertPost),
    ...history.links.map((link, index) => insertLink(history, link, index)),
    ...history.clicks.map((click, index) => insertClick(click, index)),
    ...history.conversions.flatMap((conversion) => insertConversion(history, conversion)),
    statement('delete from exchange_rates'),
  ])
  // Reports read what is counted already beside what still waits.
  await countWaiting(database, Math.ceil(history.conversions.length / 2))
  if (history.rates === undefined) return
  await saveRates(
    database,
    [...history.rates].map(([day, perEuro]) => ({ currency: 'NOK', day, perEuro })),
  )
  await reconvert(database)
}

function insertCampaign(id: string): Statement {
  return statement(
    `insert into campaigns (id, shop_id, name, key, created_at) values (?, 'shop-1', ?, ?, 0)`,
    id,
    `The ${id}`,
    id,
  )
}

function insertPost({ id, title, channel, campaign, kind = null }: TestPost): Statement {
  const insert = `insert into posts (id, shop_id, campaign_id, channel, title, content, created_at) values (?, 'shop-1', ?, ?, ?, ?, 0)`
  return statement(insert, id, campaign, channel, title, kind)
}

function insertLink(
  history: History,
  { id, slug, post, content, placement = null, archived }: TestLink,
  index: number,
): Statement {
  const insert = `insert into links (number, id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign,
    utm_content, placement, archived_at, created_at, updated_at) values (?, ?, 'shop-1', ?, ?, 'https://shop.example/', 's', 'm', 'c', ?, ?, ?, 0, 0)`
  return statement(insert, index + 1, id, history.posts[post]?.id ?? '', slug, content, placement, archived ? 1 : null)
}

export function visitOf({ device, country, app = 'none', browser = 'safari' }: TestClick): number {
  return packVisit({ device, app, browser, os: 'unknown', country, hasGpc: false, isScan: false })
}

function insertClick(click: TestClick, index: number): Statement {
  const insert = `insert into clicks (seq, at, link, day, verdict, visit, referrer, visitor, random) values (?, ?, ?, ?, ?, ?, 0, null, ?)`
  const verdict = packVerdict({ class: click.class, reason: 'person', rules: 1, firsts: click.firsts })
  return statement(
    insert,
    index + 1,
    click.at,
    click.link + 1,
    localDay(click.at, zone),
    verdict,
    visitOf(click),
    click.random,
  )
}

type Row = Pick<TestConversion, 'id' | 'event' | 'at' | 'trust'>

function insertConversion(history: History, one: TestConversion): Statement[] {
  const insert = `insert into conversions (id, shop_id, event, key, order_id, value, tax, shipping, currency, occurred_at, day,
    trust, is_new_customer, customer_hash, customer_id_hash, is_test, created_at)
    values (?, 'shop-1', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`
  const row = ({ id, event, at, trust }: Row, ...money: (number | string | null)[]) =>
    statement(
      insert,
      id,
      event,
      id,
      one.id,
      ...money,
      at,
      localDay(at, zone),
      trust,
      one.isNew === null ? null : Number(one.isNew),
      one.customer,
      one.customer,
      Number(one.test),
    )
  const click = one.click === null ? undefined : history.clicks[one.click]
  return [
    row(one, one.value, one.tax, one.shipping, one.currency),
    ...(one.event === 'purchase' ? one.refunds : []).map((refund, index) => {
      const id = `${one.id}-refund-${index}`
      const { value, tax, currency, trust, after } = refund
      const made = row({ id, event: 'refund', at: one.at + after, trust }, value, tax, null, currency)
      return { ...made, params: [...made.params.slice(0, -1), Number(refund.test)] }
    }),
    ...(click ? touchesOf(history, one).map((touch, position) => insertCredit(one, touch, position)) : []),
  ]
}

/** The clicks on the way to a conversion, oldest first; the last one is credited by last touch. */
export function touchesOf(history: History, { click, earlier = [] }: TestConversion): TestClick[] {
  const indexes = click === null ? [] : [...earlier, click]
  return indexes.flatMap((index) => history.clicks[index] ?? [])
}

function insertCredit({ id, earlier = [] }: TestConversion, click: TestClick, position: number): Statement {
  const insert = `insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, click_visit, share)
    values (?, ?, ?, ?, ?, ?, ?, ?)`
  const share = position === earlier.length ? 1 : 0
  const { at, link, random } = click
  return statement(insert, id, position, link + 1, at, random, localDay(at, zone), visitOf(click), share)
}

const day = 86_400_000
const minor = fc.integer({ min: 0, max: 200_000 })

/** Histories around the `days` after `start` (UTC milliseconds): some of it before, some after. */
export function histories(start: number, days: number): fc.Arbitrary<History> {
  const posts = fc
    .array(
      fc.record({
        channel: fc.constantFrom('facebook', 'instagram', 'newsletter'),
        campaign: fc.constantFrom('campaign-0', 'campaign-1', null),
        kind: fc.constantFrom('offer', 'news', null),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((all) => all.map((one, index) => ({ ...one, id: `post-${index}`, title: `Post ${index}` })))
  const links = fc
    .array(
      fc.record({
        post: fc.nat(3),
        content: fc.constantFrom('story', 'reel', null),
        placement: fc.constantFrom('bio', 'caption', null),
        archived: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((all) => all.map((one, index) => ({ ...one, id: `link-${index}`, slug: `slug${index}` })))
  const click = fc.record({
    at: fc.integer({ min: start - 5 * day, max: start + (days + 5) * day }),
    link: fc.nat(5),
    class: fc.constantFrom(...clickClasses, 'human' as const, 'human' as const),
    firsts: fc.nat(31),
    device: fc.constantFrom('mobile' as const, 'desktop' as const, 'unknown' as const),
    country: fc.constantFrom('NO', 'SE', ''),
    app: fc.constantFrom('none' as const, 'instagram' as const, 'webview' as const),
    browser: fc.constantFrom('safari' as const, 'chrome' as const, 'unknown' as const),
    random: fc.nat(2 ** 40 - 1),
  })
  return fc
    .record({
      posts,
      links,
      clicks: fc.array(click, { maxLength: 40, size: 'max' }),
      conversions: fc.array(conversion(start, days), { maxLength: 25, size: 'max' }),
      rates: fc.array(rate(start, days), { maxLength: 8 }).map((drawn) => new Map(drawn)),
    })
    .map((drawn) => fit(drawn))
}

function rate(start: number, days: number): fc.Arbitrary<[number, number]> {
  const first = localDay(start, zone)
  const perEuro = fc.integer({ min: 90_000, max: 130_000 }).map((one) => one / 10_000)
  return fc.tuple(fc.integer({ min: first - 14, max: first + days + 5 }), perEuro)
}

function conversion(start: number, days: number): fc.Arbitrary<Omit<TestConversion, 'id'> & { delay: number }> {
  const refund = fc.record({
    value: minor,
    tax: fc.option(fc.nat(500)),
    currency: fc.constantFrom('NOK', 'NOK', 'EUR'),
    after: fc.integer({ min: 0, max: 60 * day }),
    test: fc.boolean(),
    trust: fc.integer({ min: 1, max: 4 }),
  })
  return fc.record({
    event: fc.constantFrom('purchase', 'purchase', 'purchase', 'lead', 'add_to_cart', 'newsletter_signup'),
    at: fc.integer({ min: start - 5 * day, max: start + (days + 5) * day }),
    value: fc.option(minor, { freq: 8 }),
    tax: fc.option(fc.nat(500)),
    shipping: fc.option(fc.nat(500)),
    currency: fc.constantFrom('NOK', 'NOK', 'EUR'),
    trust: fc.integer({ min: 1, max: 4 }),
    test: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    isNew: fc.option(fc.boolean()),
    customer: fc.constantFrom(null, 'a', 'b', 'c'),
    click: fc.option(fc.nat(39), { freq: 4 }),
    earlier: fc.array(fc.nat(39), { maxLength: 4 }),
    delay: fc.oneof(fc.integer({ min: -300_000, max: 3 * day }), fc.integer({ min: 0, max: 40 * day })),
    refunds: fc.array(refund, { maxLength: 2 }),
  })
}

type Drawn = Omit<History, 'conversions'> & { conversions: (Omit<TestConversion, 'id'> & { delay: number })[] }

/** Indexes that were drawn too high are folded back, and a credited order follows its click. */
function fit({ posts, links, clicks, conversions, ...rest }: Drawn): History {
  return {
    ...rest,
    posts,
    links: links.map((link) => ({ ...link, post: link.post % posts.length })),
    clicks: clicks.map((click, index) => ({
      ...click,
      link: click.link % links.length,
      random: click.random - (click.random % 64) + index,
    })),
    conversions: conversions.map(({ delay, ...one }, index) => {
      const touched = one.click === null || clicks.length === 0 ? null : one.click % clicks.length
      const at = touched === null ? one.at : (clicks[touched]?.at ?? 0) + delay
      return {
        ...one,
        at,
        click: touched,
        earlier: earlierThan(clicks, touched, one.earlier),
        id: `conversion-${index}`,
      }
    }),
  }
}

function earlierThan(clicks: readonly TestClick[], last: number | null, drawn: readonly number[] = []): number[] {
  const lastAt = last === null ? undefined : clicks[last]?.at
  if (lastAt === undefined) return []
  const timeOf = (index: number) => clicks[index]?.at ?? 0
  const before = new Set(drawn.map((one) => one % clicks.length).filter((one) => one !== last && timeOf(one) <= lastAt))
  return [...before].toSorted((a, b) => timeOf(a) - timeOf(b))
}
