import { nanoid } from 'nanoid'
import { badField } from '../../http/problem.ts'
import type { Channel } from '../../links/channel.ts'
import type { Runtime } from '../../runtime.ts'
import { localDay, showDay } from '../../shops/calendar.ts'
import { showMoney } from '../../shops/money.ts'
import type { Shop } from '../../shops/shop.ts'
import type { CostChanges } from '../imported-cost.ts'
import { keepImportedCosts } from '../imported-cost-store.ts'
import { findKnownMetric, type KnownMetric } from '../known-metric.ts'
import { compareValues, keepValues, type NewValue } from '../value-store.ts'
import type { DateOrder } from './file-day.ts'
import {
  findMapping,
  findPlatformPosts,
  insertImport,
  keepMapping,
  keepPlatformPosts,
  listAddresses,
  listKnownPosts,
  type MatchedItem,
} from './import-store.ts'
import { fileFields, isFileField, isFileMetric } from './layout.ts'
import { type MatchedBy, matchItem } from './match.ts'
import { openTables } from './open.ts'
import type { AskedPeriod, FileFault, FilePlan } from './file-plan.ts'
import { planTable } from './plan.ts'
import { knownByAddress } from './same-posts.ts'
import { mostSpend, readSpends, spendMetric, spendsIn } from './spend.ts'
import { applyMapping, type FileTable, fingerprintOf, type Mapping, readTable } from './read-table.ts'

/** What the caller says of a file; what the file or the shop's memory says goes without. */
export type ImportOrder = {
  readonly channel: Channel | undefined
  readonly period: AskedPeriod
  readonly dateOrder: DateOrder | undefined
  /** `field=column` each; empty for as recognised. */
  readonly map: readonly string[]
  readonly fileName: string | undefined
  readonly dryRun: boolean
}

export type ImportedPost = {
  readonly key: string
  readonly title: string | null
  readonly url: string | null
  readonly postId: string | null
  /** url and id are certain, title-and-day is likely, person was told; null for no post. */
  readonly matchedBy: MatchedBy | null
}

export type ImportOutcome = {
  readonly dryRun: boolean
  readonly importId: string | null
  readonly layout: { readonly id: string; readonly name: string } | null
  readonly channel: Channel
  /** Days that the readings are of. */
  readonly from: string | null
  readonly to: string | null
  readonly rows: number
  readonly totalsLeftOut: number
  readonly addedUp: number
  /** Columns in which the rows that were added up differ. */
  readonly addedUpBy: readonly string[]
  /** Columns that nothing was read from. */
  readonly unread: readonly string[]
  readonly readings: { readonly stored: number; readonly replaced: number; readonly unchanged: number }
  /** Amounts spent, kept as costs. `overlapping`: of days that other files tell more of; `amounts`: the sum of what is new. */
  readonly costs: ReturnType<typeof countCosts>
  readonly byMetric: readonly { readonly metric: string; readonly name: string; readonly readings: number }[]
  readonly posts: {
    readonly matched: number
    readonly likely: number
    readonly unmatched: number
    readonly ads: number
  }
  /** The first hundred: those without a post of ours first, then the likely ones. */
  readonly postList: readonly ImportedPost[]
  /** The first hundred. */
  readonly faults: readonly FileFault[]
  readonly faultCount: number
}

/** Reads a platform's file into readings; a dry run says the same and stores nothing. @throws Problem 400 with what to say */
export async function importValues(
  runtime: Runtime,
  shop: Shop,
  bytes: Uint8Array,
  order: ImportOrder,
): Promise<ImportOutcome> {
  const { database } = runtime
  const now = runtime.now()
  const { table, mapping, fingerprint } = await understand(runtime, shop, bytes, order.map)
  const metrics = await metricsOf(runtime, shop, table)
  if (metrics.size === 0) throw numbersMissing(table)
  const channel = order.channel ?? mapping?.channel ?? table.layout?.channel ?? undefined
  if (channel === undefined) throw badField('/channel', 'is missing: the file may be of several platforms, say which.')
  const dateOrder = chooseDateOrder(table, order.dateOrder)
  if (needsPeriod(table) && order.period === undefined) throw periodMissing(table)
  refuseDayOfExport(table, order.period)
  const currency = spendsIn(table) ?? shop.currency
  const said = { metrics, dateOrder, period: order.period, mostSpend: mostSpend(currency) }
  const asRead = planTable(table, { ...said, today: localDay(now, shop.timeZone) })
  const plan = knownByAddress(asRead, await listAddresses(database, shop.id, channel))
  const items = await matchAll(runtime, shop, channel, plan)
  const values = plan.readings
    .filter(({ metric }) => metric !== spendMetric.id)
    .map((reading): NewValue => ({ ...reading, channel, postId: null, linkId: null }))
  const importId = order.dryRun ? null : `imp_${nanoid(12)}`
  const teller = { shopId: shop.id, source: 'import' as const, importId, now }
  const compared = await compareValues(database, teller, values)
  const readings = countOutcomes(compared)
  const spends = readSpends(plan, currency)
  const costs = await keepImportedCosts(database, { shopId: shop.id, channel, importId, now }, spends)
  const days = daysOf(plan)
  if (importId !== null) {
    const about = { id: importId, layout: table.layout?.id ?? 'own', channel, fileName: order.fileName ?? null }
    const kept = { ...mapping, channel, dateOrder: mapping ? dateOrder : null, columns: mapping?.columns ?? {} }
    await keepValues(database, teller, values, [
      ...keepPlatformPosts(shop.id, channel, items, now),
      insertImport(shop.id, { ...about, ...days, rows: plan.rows, ...readings, createdAt: now }),
      ...(mapping ? [keepMapping(shop.id, fingerprint, kept, now)] : []),
      ...costs.statements,
    ])
  }
  return {
    ...{ dryRun: order.dryRun, importId, channel, readings },
    layout: table.layout ? { id: table.layout.id, name: table.layout.name } : null,
    from: days.fromDay === null ? null : showDay(days.fromDay),
    to: days.toDay === null ? null : showDay(days.toDay),
    ...{ rows: plan.rows, totalsLeftOut: plan.totals, addedUp: plan.addedUp, addedUpBy: plan.addedUpBy },
    unread: unreadOf(table, metrics),
    costs: countCosts(costs.changes),
    byMetric: countMetrics(plan, metrics),
    ...tellPosts(items),
    faults: plan.faults.slice(0, 100),
    faultCount: plan.faults.length,
  }
}

/** The file's table, read as the caller says, else as the shop said the last time, else as it is recognised. */
export async function understand(
  { database }: Pick<Runtime, 'database'>,
  shop: Pick<Shop, 'id'>,
  bytes: Uint8Array,
  map: readonly string[],
): Promise<{ table: FileTable; mapping: Mapping | undefined; fingerprint: string; isRemembered: boolean }> {
  const found = readTable(await openTables(bytes))
  const fingerprint = await fingerprintOf(found.header)
  const remembered = await findMapping(database, shop.id, fingerprint)
  const mapping = map.length > 0 ? readWishes(found, map) : remembered
  const table = mapping ? applyMapping(found, mapping) : found
  return { table, mapping, fingerprint, isRemembered: map.length === 0 && remembered !== undefined }
}

/** Whether the file leaves open which days its numbers are of. */
export function needsPeriod({ meanings }: FileTable): boolean {
  const held = new Set([...meanings.values()].map(({ holds }) => holds))
  return !held.has('day') && !(held.has('from') && held.has('to'))
}

function chooseDateOrder(table: FileTable, asked: DateOrder | undefined): DateOrder {
  if (table.dateOrder !== 'either') return table.dateOrder ?? 'day-first'
  if (asked) return asked
  throw badField(
    '/dateOrder',
    'The dates can be read in two ways (03/04 is 3 April or March 4): say day-first or month-first.',
  )
}

function numbersMissing({ header }: FileTable) {
  const columns = header.join(', ')
  return badField(
    '/map',
    `No column holds a number of a metric. Name one: impressions=COLUMN. The columns: ${columns}.`,
  )
}

function periodMissing({ layout }: FileTable) {
  if (layout?.period === 'so-far')
    return badField(
      '/at',
      `${layout.name} counts what each post had so far, and doesn’t say when: give the day of the export.`,
    )
  return badField(
    '/at',
    'The file doesn’t say which days its numbers are of: give from and to, or at for what was counted until that day.',
  )
}

/** What was counted in days that were chosen at the export can't be told by one day. */
function refuseDayOfExport({ layout, meanings }: FileTable, period: AskedPeriod) {
  if (layout === undefined || layout.period === 'so-far' || layout.period === 'day') return
  if (period === undefined || !('at' in period)) return
  const holds = new Set([...meanings.values()].map((one) => one.holds))
  if (holds.has('day') || holds.has('from')) return
  throw badField(
    '/from',
    `${layout.name} counts within the days that were chosen at the export: give from and to, not at.`,
  )
}

function readWishes(table: FileTable, map: readonly string[]): Mapping {
  const columns: Record<string, string> = {}
  for (const wish of map) {
    const [holds = '', ...rest] = wish.split('=')
    const column = rest.join('=')
    if (column === '') throw badField('/map', `Write field=column, such as impressions=Views, not ${wish}.`)
    if (!table.header.includes(column))
      throw badField('/map', `There is no column ${column}. The columns: ${table.header.join(', ')}.`)
    if (!isFileField(holds) && !isFileMetric(holds) && holds !== spendMetric.id && !holds.startsWith('met_'))
      throw badField(
        '/map',
        `There is no field ${holds}. Fields: ${fileFields.join(', ')}, spend, or the id of a metric such as impressions.`,
      )
    columns[column] = holds
  }
  return { channel: null, columns, dateOrder: null }
}

async function metricsOf(runtime: Runtime, shop: Shop, table: FileTable): Promise<ReadonlyMap<string, KnownMetric>> {
  const held = new Set([...table.meanings.values()].map(({ holds }) => holds).filter((holds) => !isFileField(holds)))
  const metrics = new Map<string, KnownMetric>()
  for (const id of held) {
    const metric = await findKnownMetric(runtime.database, shop.id, id)
    if (metric) metrics.set(id, metric)
  }
  if (held.has(spendMetric.id)) metrics.set(spendMetric.id, spendMetric)
  return metrics
}

/** A match made before stands; what had none is looked for again. */
async function matchAll(runtime: Runtime, shop: Shop, channel: Channel, plan: FilePlan): Promise<MatchedItem[]> {
  const items = [...plan.items.values()]
  if (items.length === 0) return []
  const known = await findPlatformPosts(
    runtime.database,
    shop.id,
    channel,
    items.map(({ key }) => key),
  )
  const posts = await listKnownPosts(runtime.database, shop, channel)
  return items.map((item) => {
    const before = known.get(item.key)
    if (before?.postId) return { ...item, postId: before.postId, matchedBy: before.matchedBy }
    const match = matchItem(item, posts)
    return { ...item, postId: match?.postId ?? null, matchedBy: match?.by ?? null }
  })
}

function countOutcomes(compared: readonly { readonly outcome: 'stored' | 'replaced' | 'unchanged' }[]) {
  const counts = { stored: 0, replaced: 0, unchanged: 0 }
  for (const { outcome } of compared) counts[outcome]++
  return counts
}

function countCosts({ added, changed, removed, unchanged, overlapping }: CostChanges) {
  const sums = new Map<string, number>()
  for (const { currency, amount } of [...added, ...changed]) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  const amounts = [...sums].map(([currency, minor]) => ({ currency, amount: showMoney(minor, currency) }))
  return { stored: added.length, replaced: changed.length + removed.length, unchanged, overlapping, amounts }
}

function daysOf({ readings }: FilePlan) {
  const from = readings.map(({ from, to }) => from ?? to).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const to = readings.map((one) => one.to).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return Number.isFinite(from) ? { fromDay: from, toDay: to } : { fromDay: null, toDay: null }
}

/** A column that only marks its layout is unread too. */
function unreadOf({ header, rows, meanings }: FileTable, metrics: ReadonlyMap<string, KnownMetric>): string[] {
  const isRead = (holds: string | undefined) => holds !== undefined && (isFileField(holds) || metrics.has(holds))
  const isFilled = (at: number) => rows.some((row) => (row[at] ?? '').trim() !== '')
  return header.filter((name, at) => name !== '' && isFilled(at) && !isRead(meanings.get(at)?.holds))
}

function countMetrics({ readings }: FilePlan, metrics: ReadonlyMap<string, KnownMetric>) {
  const counts = new Map<string, number>()
  for (const { metric } of readings) counts.set(metric, (counts.get(metric) ?? 0) + 1)
  return [...counts].map(([metric, count]) => ({ metric, name: metrics.get(metric)?.name ?? metric, readings: count }))
}

function tellPosts(items: readonly MatchedItem[]): Pick<ImportOutcome, 'posts' | 'postList'> {
  const posts = { matched: 0, likely: 0, unmatched: 0, ads: 0 }
  for (const { key, matchedBy } of items) {
    if (matchedBy === 'title-and-day') posts.likely++
    else if (matchedBy !== null) posts.matched++
    else if (key.startsWith('ad:')) posts.ads++
    else posts.unmatched++
  }
  const rank = ({ key, matchedBy }: MatchedItem) =>
    matchedBy === null ? (key.startsWith('ad:') ? 3 : 0) : matchedBy === 'title-and-day' ? 1 : 2
  const list = items.toSorted((a, b) => rank(a) - rank(b)).slice(0, 100)
  return {
    posts,
    postList: list.map(({ key, title, url, postId, matchedBy }) => ({ key, title, url, postId, matchedBy })),
  }
}
