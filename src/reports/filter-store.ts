import * as z from 'zod'
import { clickSql, packCountry } from '../clicks/click.ts'
import { apps, browsers, devices } from '../clicks/user-agent.ts'
import { badFields } from '../http/problem.ts'
import { type Database, type Param, readRows, statement } from '../storage/database.ts'
import { noKey } from './filter-text.ts'
import { type Filter, type FilterDimension, isVisit, type Question, type VisitDimension } from './question.ts'

/** What a row must be. */
export type Condition = {
  readonly dimension: FilterDimension
  readonly sql: string
  readonly params: readonly Param[]
}

/** On link_places as `place`, of where a link was placed. Ids are looked up once, not row by row. */
export function placeConditions(question: Question): Condition[] {
  return allFilters(question).flatMap((filter) => {
    const { dimension } = filter
    if (isVisit(dimension)) return []
    const { keys, params, hasNone } = split(filter)
    const place = placeOf[dimension]
    const isOne = `${place.column} in (${place.select(keys)})`
    const isNone = `${place.column} ${place.none}`
    return [{ dimension, sql: negate(filter, hasNone ? `(${isNone} or ${isOne})` : isOne), params }]
  })
}

/** On the columns `country`, `device`, `app` and `browser` of clicks, as they are packed. */
export function visitConditions(question: Question): Condition[] {
  return allFilters(question).flatMap((filter) => {
    const { dimension } = filter
    if (!isVisit(dimension)) return []
    const isOne = `${dimension} in (select value from json_each(?))`
    return [{ dimension, sql: negate(filter, isOne), params: [packKeys(dimension, filter.keys)] }]
  })
}

/**
 * On rows of `countedIn` as `counted`, with the link_places of its link as `place`. What nobody clicked for was placed
 * nowhere: it is of no key, and is not `not` one either.
 */
export function conversionConditions(question: Question): Condition[] {
  const ofVisits = allFilters(question).flatMap((filter) => {
    const { dimension } = filter
    if (!isVisit(dimension)) return []
    const isOne = `${conversionKeys[dimension]} in (select value from json_each(?))`
    return [{ dimension, sql: negate(filter, isOne), params: [packKeys(dimension, filter.keys)] }]
  })
  return [...placeConditions(question), ...ofVisits].map((one) => ({
    ...one,
    sql: `(counted.link_number is not null and ${one.sql})`,
  }))
}

/** Links, posts and campaigns must be this shop's. @throws Problem 400 naming the filter and the remedy */
export async function requireKnown(database: Database, { shop, filters = [] }: Question): Promise<void> {
  const named = filters.filter(({ dimension }) => dimension in tableOf)
  const faults = await Promise.all(
    named.map(async ({ dimension, keys }) => {
      const sql = `select value from json_each(?) where value not in (select id from ${tableOf[dimension]} where shop_id = ?)`
      const ids = JSON.stringify(keys.filter((key) => key !== noKey))
      const [unknown] = await readRows(database, z.object({ value: z.string() }), statement(sql, ids, shop.id))
      const detail = `There is no ${dimension} ${unknown?.value.slice(0, 64)} in this shop: leave it out, or name another.`
      return unknown ? [{ pointer: `/${dimension}`, detail }] : []
    }),
  )
  if (faults.some((one) => one.length > 0)) throw badFields(faults.flat())
}

const tableOf: Readonly<Record<string, string>> = { link: 'links', post: 'posts', campaign: 'campaigns' }

/** The key of a row of `countedIn` with its `place`: numbers, where ids would take longer to sort. */
export const conversionKeys: Readonly<Record<FilterDimension, string>> = {
  link: 'counted.link_number',
  post: 'place.post',
  campaign: 'nullif(place.campaign, 0)',
  channel: 'place.channel',
  kind: '(select posts.content from posts where posts.number = place.post)',
  placement: `(select nullif(links.placement, '') from links where links.number = counted.link_number)`,
  content: 'place.content',
  country: `coalesce(${clickSql.country}, 0)`,
  device: `coalesce(${clickSql.device}, 0)`,
  // Told by hand, nobody knows whether it was an app.
  app: `coalesce(${clickSql.app}, -1)`,
  browser: `coalesce(${clickSql.browser}, 0)`,
}

/** Those of the scope too, which goals have. */
function allFilters({ scope, filters = [] }: Question): Filter[] {
  const of = (dimension: FilterDimension, key: string | null | undefined): Filter[] =>
    key ? [{ dimension, isNot: false, keys: [key] }] : []
  return [
    ...of('channel', scope?.channel),
    ...of('campaign', scope?.campaignId),
    ...of('post', scope?.postId),
    ...filters,
  ]
}

type Place = { readonly column: string; readonly none: string; readonly select: (keys: string) => string }

const numbersOf = (table: string, column: string) => (keys: string) =>
  `select number from ${table} where ${column} in (${keys})`
const itself = (keys: string) => keys

const placeOf: Readonly<Record<Exclude<FilterDimension, VisitDimension>, Place>> = {
  link: { column: 'place.link', none: 'is null', select: numbersOf('links', 'id') },
  post: { column: 'place.post', none: 'is null', select: numbersOf('posts', 'id') },
  campaign: { column: 'place.campaign', none: '= 0', select: numbersOf('campaigns', 'id') },
  channel: { column: 'place.channel', none: 'is null', select: itself },
  kind: {
    column: 'place.post',
    none: 'in (select number from posts where content is null)',
    select: numbersOf('posts', 'content'),
  },
  placement: {
    column: 'place.link',
    none: `in (select number from links where nullif(placement, '') is null)`,
    select: numbersOf('links', 'placement'),
  },
  content: { column: 'place.content', none: 'is null', select: itself },
}

/** `is not` is all the rest, what has no key included. */
function negate({ isNot }: Filter, condition: string): string {
  return isNot ? `(${condition}) is not true` : condition
}

function split({ keys }: Filter) {
  return {
    keys: 'select value from json_each(?)',
    params: [JSON.stringify(keys.filter((key) => key !== noKey))],
    hasNone: keys.includes(noKey),
  }
}

function packKeys(dimension: VisitDimension, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => packed[dimension](key)))
}

const packed: Readonly<Record<VisitDimension, (key: string) => number>> = {
  country: (key) => (key === 'unknown' ? 0 : packCountry(key)),
  device: (key) => devices.findIndex((one) => one === key),
  app: (key) => (key === noKey ? 0 : apps.findIndex((one) => one === key)),
  browser: (key) => browsers.findIndex((one) => one === key),
}
