import * as z from 'zod'
import { type Database, readRow, type Statement, statement } from '../storage/database.ts'
import { clickSql } from './click.ts'
import { type CountedColumn, countedSql } from './counted.ts'

/** What is summed by link, and how a row of `clicks` counts there as SQL: 0 or 1. Every row is one of the first three. */
export const counted = {
  human: countedSql('human'),
  bot: countedSql('bot'),
  internal: countedSql('internal'),
  first_link: countedSql('first_link'),
  first_post: countedSql('first_post'),
  first_campaign: countedSql('first_campaign'),
  first_channel: countedSql('first_channel'),
  first_shop: countedSql('first_shop'),
} as const satisfies Partial<Record<CountedColumn, string>>
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
  reason_days: { key: ['shop', 'day', 'judged'], counts: ['clicks', 'first_shop'] },
  scan_days: { key: ['day', 'link'], counts: ['human', 'bot', 'internal'] },
  click_hours: { key: ['shop', 'day', 'quarter'], counts: ['human'] },
} as const satisfies Readonly<
  Record<string, { readonly key: readonly string[]; readonly counts: readonly CountedColumn[] }>
>
export type Rollup = keyof typeof rollups

/** Clocks differ by quarters of an hour at most, wherever they are and whenever they change. */
export const quarterMs = 900_000
export const quarterSql = `(at / ${quarterMs})`

export const watermark = '(select seq from rolled_up)'

/** Of days before this one raw clicks may be gone by age (src/privacy/prune-store.ts); their sums stay. */
export const firstWholeDay = '(select day from pruned)'

/** Adds the next `most` raw rows up to `upTo` to the sums and moves the watermark, to be run as one batch. */
export function takeChunk(most: number, upTo = Number.MAX_SAFE_INTEGER): Statement[] {
  const chunk = `select at, day, link, verdict, visit from clicks
    where clicks.seq > ${watermark} and clicks.seq <= min(${watermark} + ?, ?)
      and (clicks.seq > (select counted from pruned) or clicks.day >= ${firstWholeDay})`
  return [
    statement('select seq from rolled_up'),
    ...addClicks('+', chunk, most, upTo),
    // Not beyond the last row: seq is max + 1, and a number that is skipped here would come later.
    statement(
      `update rolled_up set seq = min(max(seq, min(seq + ?, ?)), (select coalesce(max(seq), 0) from clicks))
        returning seq`,
      most,
      upTo,
    ),
  ]
}

/**
 * Adds clicks to the sums, or takes them off. `chosen`: a select of their at, day, link, verdict and visit. Row by row, where
 * few of a chunk are of the same link or place: to sort and group them costs more than it saves.
 */
export function addClicks(sign: '+' | '-', chosen: string, ...params: readonly (number | string)[]): Statement[] {
  const clicks = `from (${chosen}) clicks`
  const placed = `${clicks} join link_places place on place.link = clicks.link where 1`
  const byVisit = `place.shop, day, ${clickSql.country}, ${clickSql.device}, ${countRaw('visit_days', sign)} ${placed}`
  const byReason = `place.shop, day, ${clickSql.judged}, ${sumRaw('reason_days', sign)} ${placed} group by 1, 2, 3`
  const byHour = `place.shop, day, ${quarterSql}, ${sumRaw('click_hours', sign)} ${placed} group by 1, 2, 3`
  return [
    addTo('link_fresh', `select day, link, ${countRaw('link_fresh', sign)} ${clicks} where 1`),
    addTo('visit_days', `select ${byVisit}`),
    addTo('reason_days', `select ${byReason}`),
    addTo('scan_days', `select day, link, ${countRaw('scan_days', sign)} ${clicks} where ${clickSql.scan}`),
    addTo('click_hours', `select ${byHour}`),
  ].map((sql) => statement(sql, ...params))
}

/** Adds one row, its key and counts as parameters, in the order of `rollups`. */
export function addRow(table: Rollup): string {
  const { key, counts } = rollups[table]
  return addTo(table, `values (${[...key, ...counts].map(() => '?').join(', ')})`)
}

/** Where the sums stand, and what they rest on. */
export const selectRolledUp = `select seq, changes, (select coalesce(max(seq), 0) from clicks) as last from rolled_up`
export const moveWatermark = 'update rolled_up set seq = ?'

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

/**
 * Throws all sums away that the raw rows can give again, to be run as one batch: everything is read from the raw rows
 * then, until it is rolled up again. Sums of days whose raw clicks may be gone stay; what is left of those is not added twice.
 */
export function clearRollups(): Statement[] {
  const ofDays = (['link_fresh', 'link_days', 'visit_days', 'reason_days', 'scan_days', 'click_hours'] as const).map(
    (table) => `delete from ${table} where day >= ${firstWholeDay}`,
  )
  const ofLinkDays = ['link_blocks', 'channel_days', 'campaign_days'].map((table) => `delete from ${table}`)
  const byPlace = 'from link_days piece join link_places place on place.link = piece.link where 1 group by 1, 2, 3'
  return [
    ...ofDays,
    ...ofLinkDays,
    `update pruned set counted = max(counted, ${watermark})`,
    'update rolled_up set seq = 0, changes = changes + 1',
    'delete from link_places',
    `insert into link_places (link, shop, post, campaign, channel, content) ${placesOfLinks}`,
    addTo('link_blocks', `select day >> 5, link, ${sums('link_blocks')} from link_days where 1 group by 1, 2`),
    addTo('channel_days', `select place.shop, piece.day, place.channel, ${sums('channel_days')} ${byPlace}`),
    addTo('campaign_days', `select place.shop, piece.day, place.campaign, ${sums('campaign_days')} ${byPlace}`),
  ].map((sql) => statement(sql))
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

export function sumRaw(table: Rollup, sign: '+' | '-' = '+'): string {
  return rollups[table].counts.map((count) => `${sign}sum(${countedSql(count)})`).join(', ')
}

function countRaw(table: Rollup, sign: '+' | '-'): string {
  return rollups[table].counts.map((count) => `${sign}${countedSql(count)}`).join(', ')
}

const firstFreshDay = '(select max(day) - 1 from link_fresh)'

function addTo(table: Rollup, rows: string): string {
  const { key, counts } = rollups[table]
  const added = counts.map((count) => `${count} = ${count} + excluded.${count}`).join(', ')
  return `insert into ${table} (${[...key, ...counts].join(', ')}) ${rows} on conflict do update set ${added}`
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
