import * as z from 'zod'
import { type Database, readRow, type Statement, statement } from '../storage/database.ts'
import { type ClickClass, clickClasses } from './classify.ts'
import { clickSql } from './click.ts'

// The bits of a first count on people's clicks alone.
const isHuman = isOf('human', 'repeat')

/** How a row of `clicks` counts in the columns of the roll-ups: 0 or 1. Every row is one of the first three. */
export const counted = {
  human: isHuman,
  bot: isOf('preview', 'prefetch'),
  internal: isOf('internal', 'internal'),
  first_link: `(${clickSql.firstBit('link')} & ${isHuman})`,
  first_post: `(${clickSql.firstBit('post')} & ${isHuman})`,
  first_campaign: `(${clickSql.firstBit('campaign')} & ${isHuman})`,
  first_channel: `(${clickSql.firstBit('channel')} & ${isHuman})`,
  first_shop: `(${clickSql.firstBit('shop')} & ${isHuman})`,
} as const
export type Counted = keyof typeof counted

/** The columns of each table of roll-ups: its key, and what it counts. */
export const rollups = {
  link_fresh: { key: ['day', 'link'], counts: allCounts() },
  link_days: { key: ['day', 'link'], counts: allCounts() },
  link_blocks: { key: ['block', 'link'], counts: allCounts() },
  channel_days: {
    key: ['shop', 'day', 'channel'],
    counts: ['human', 'bot', 'internal', 'first_channel', 'first_shop'],
  },
  campaign_days: {
    key: ['shop', 'day', 'campaign'],
    counts: ['human', 'bot', 'internal', 'first_campaign', 'first_shop'],
  },
  visit_days: { key: ['shop', 'day', 'country', 'device'], counts: ['human', 'bot', 'internal', 'first_shop'] },
} as const satisfies Readonly<Record<string, { readonly key: readonly string[]; readonly counts: readonly Counted[] }>>
export type Rollup = keyof typeof rollups

export const watermark = '(select seq from rolled_up)'

/** Adds the next `most` raw rows to the sums and moves the watermark, to be run as one batch. */
export function takeChunk(most: number): Statement[] {
  const chunk = `clicks.seq > ${watermark} and clicks.seq <= ${watermark} + ?`
  return [
    statement('select seq from rolled_up'),
    ...addClicks('+', chunk, most),
    // Not beyond the last row: seq is max + 1, and a number that is skipped here would come later.
    statement(
      `update rolled_up set seq = min(seq + ?, (select coalesce(max(seq), 0) from clicks)) returning seq`,
      most,
    ),
  ]
}

/**
 * Adds the clicks that `where` tells to the sums, or takes them off. Row by row: to sort and group the few of a chunk that
 * are of the same link costs more than it saves.
 */
export function addClicks(sign: '+' | '-', where: string, ...params: readonly (number | string)[]): Statement[] {
  const byLink = `select day, link, ${countRaw('link_fresh', sign)} from clicks where ${where}`
  const byVisit = `select place.shop, day, ${clickSql.country}, ${clickSql.device}, ${countRaw('visit_days', sign)}
    from clicks join link_places place on place.link = clicks.link where ${where}`
  return [statement(addTo('link_fresh', byLink), ...params), statement(addTo('visit_days', byVisit), ...params)]
}

/**
 * Moves at most `most` rows of days that are over from link_fresh to the tables of old days, to be run as one batch. The
 * two newest days stay: they are still being written.
 */
export function packDays(most: number): Statement[] {
  const fresh = `select * from link_fresh where day < ${firstFreshDay} order by day, link limit ?`
  const byPlace = `from (${fresh}) piece join link_places place on place.link = piece.link group by 1, 2, 3`
  return [
    addTo('link_days', `select * from (${fresh}) where 1`),
    addTo('link_blocks', `select day >> 5, link, ${sums('link_blocks')} from (${fresh}) where 1 group by 1, 2`),
    addTo('channel_days', `select place.shop, piece.day, place.channel, ${sums('channel_days')} ${byPlace}`),
    addTo('campaign_days', `select place.shop, piece.day, place.campaign, ${sums('campaign_days')} ${byPlace}`),
    `delete from link_fresh where (day, link) in (select day, link from (${fresh}))`,
  ].map((sql) => statement(sql, most))
}

/** Whether a day waits to be packed. */
export async function hasDayToPack(database: Database): Promise<boolean> {
  const query = `select exists (select 1 from link_fresh where day < ${firstFreshDay}) as waits`
  const row = await readRow(database, z.object({ waits: z.number() }), statement(query))
  return row?.waits === 1
}

/** Throws all sums away, to be run as one batch: everything is read from the raw rows then, until it is rolled up again. */
export function clearRollups(): Statement[] {
  return [
    ...Object.keys(rollups).map((table) => statement(`delete from ${table}`)),
    statement('update rolled_up set seq = 0'),
    statement('delete from link_places'),
    statement(`insert into link_places (link, shop, post, campaign, channel, content) ${placesOfLinks}`),
  ]
}

/** Where each link belongs, as the rows of link_places should be. */
export const placesOfLinks = `select links.number, shops.number, posts.number, coalesce(campaigns.number, 0),
    posts.channel, links.utm_content
  from links join shops on shops.id = links.shop_id join posts on posts.id = links.post_id
  left join campaigns on campaigns.id = posts.campaign_id`

/** How far the roll-ups are, and how far the raw rows. */
export async function readProgress(database: Database): Promise<{ done: number; last: number }> {
  const row = await readRow(
    database,
    z.object({ done: z.number(), last: z.number() }),
    statement(`select ${watermark} as done, (select coalesce(max(seq), 0) from clicks) as last`),
  )
  return row ?? { done: 0, last: 0 }
}

export function sums(table: Rollup): string {
  return rollups[table].counts.map((count) => `sum(${count})`).join(', ')
}

export function sumRaw(table: Rollup): string {
  return rollups[table].counts.map((count) => `sum(${counted[count]})`).join(', ')
}

function countRaw(table: Rollup, sign: '+' | '-'): string {
  return rollups[table].counts.map((count) => `${sign}${counted[count]}`).join(', ')
}

const firstFreshDay = '(select max(day) - 1 from link_fresh)'

function addTo(table: Rollup, rows: string): string {
  const { key, counts } = rollups[table]
  const added = counts.map((count) => `${count} = ${count} + excluded.${count}`).join(', ')
  return `insert into ${table} (${[...key, ...counts].join(', ')}) ${rows} on conflict do update set ${added}`
}

/** Whether a click is of one of the classes from this one to that: positions are for ever, and a range is cheap to test. */
function isOf(first: ClickClass, last: ClickClass): string {
  return `(${clickSql.class} between ${clickClasses.indexOf(first)} and ${clickClasses.indexOf(last)})`
}

function allCounts() {
  return [
    'human',
    'bot',
    'internal',
    'first_link',
    'first_post',
    'first_campaign',
    'first_channel',
    'first_shop',
  ] as const
}
