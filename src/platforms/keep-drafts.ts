import type { Actor } from '../access/guard.ts'
import { badField, badFields, notFound, type Problem } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import { oncePer, orRefused } from '../links/asked-link.ts'
import { findPost } from '../links/post-store.ts'
import { findLink } from '../links/store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import { chooseShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findKnownMetric } from './known-metric.ts'
import { isFault, periodOf, type ValueDraft, valueDraft, valueFault } from './value.ts'
import { type KeptAs, keepValues, type NewValue } from './value-store.ts'

/** A reading as it was kept: what to read it again by. */
export type KeptValue = {
  readonly id: string
  readonly metric: string
  readonly value: number
  readonly at?: string
  readonly from?: string
  readonly to?: string
  readonly outcome: KeptAs
}

export type RowResult =
  | { readonly status: 200 | 201; readonly value: KeptValue }
  | Pick<Problem, 'status' | 'title' | 'detail' | 'errors'>

/** Keeps what can be kept of several readings, and says of each what became of it. */
export async function keepDrafts(runtime: Runtime, actor: Actor, rows: readonly unknown[]): Promise<RowResult[]> {
  const shopOf = oncePer((asked: string | undefined) => chooseShop(runtime.database, actor, asked))
  const read = []
  for (const row of rows) read.push(await orRefused(() => readDraft(runtime, shopOf, row)))
  const taken = refuseRepeated(read.map((one) => ('kept' in one ? one : undefined)))
  const results: (RowResult | undefined)[] = read.map((one, at) => ('kept' in one ? taken.refused.get(at) : one))
  for (const shop of new Set(taken.rows.map((row) => row.shopId))) {
    const own = taken.rows.filter((row) => row.shopId === shop)
    const teller = { shopId: shop, source: sourceOf(actor), importId: null, now: runtime.now() }
    const kept = await keepValues(
      runtime.database,
      teller,
      own.map((row) => row.kept),
    )
    for (const [index, row] of own.entries()) {
      const { outcome = 'stored' as const, id = '' } = kept[index] ?? {}
      results[row.at] = { status: outcome === 'unchanged' ? 200 : 201, value: showKept(row.kept, id, outcome) }
    }
  }
  return results.flatMap((result) => result ?? [])
}

/** A person signed in types; a key is a program's. */
function sourceOf(actor: Actor) {
  return actor.kind === 'user' ? ('typed' as const) : ('api' as const)
}

type ReadDraft = { readonly kept: NewValue; readonly shopId: string }

async function readDraft(
  runtime: Runtime,
  shopOf: (asked: string | undefined) => Promise<Shop>,
  row: unknown,
): Promise<ReadDraft> {
  const draft = parseBody(valueDraft, row)
  const shop = await shopOf(draft.shopId)
  const metric = await findKnownMetric(runtime.database, shop.id, draft.metric)
  if (!metric) throw badField('/metric', `There is no metric ${draft.metric}: GET /catalog and /own-metrics list them.`)
  if (metric.isCountedHere)
    throw badField('/metric', `${metric.name} are counted here, from what your shop tells: send the orders themselves.`)
  const today = localDay(runtime.now(), shop.timeZone)
  const period = periodOf(draft, metric, { timeZone: shop.timeZone, today })
  if (isFault(period)) throw badFields([period])
  const why = valueFault(metric, draft.value, period.from)
  if (why !== undefined) throw badField('/value', `${why}.`)
  const scope = await readScope(runtime, shop, draft)
  return { shopId: shop.id, kept: { metric: metric.id, ...scope, key: null, ...period, value: draft.value } }
}

/** A post says its channel, a link its post. */
async function readScope({ database }: Runtime, shop: Shop, { channel, postId, linkId }: ValueDraft) {
  const link = linkId === undefined ? undefined : await findLink(database, linkId)
  if (linkId !== undefined && link?.shopId !== shop.id) throw badField('/linkId', 'There is no such link in this shop.')
  const id = postId ?? link?.postId
  if (link && id !== link.postId) throw badField('/postId', `The link ${link.slug} is of another post.`)
  const post = id === undefined ? undefined : await findPost(database, id)
  if (id !== undefined && post?.shopId !== shop.id) throw badField('/postId', 'There is no such post in this shop.')
  if (post && channel !== undefined && channel !== post.channel)
    throw badField('/channel', `The post is on ${post.channel}: leave the channel out, or name that one.`)
  return { channel: post?.channel ?? channel ?? null, postId: post?.id ?? null, linkId: link?.id ?? null }
}

/** Two that say different numbers of the same: nobody knows which is meant. */
function refuseRepeated(rows: readonly (ReadDraft | undefined)[]) {
  const first = new Map<string, number>()
  const refused = new Map<number, RowResult>()
  const taken: (ReadDraft & { readonly at: number })[] = []
  for (const [at, row] of rows.entries()) {
    if (!row) continue
    const { value: _, ...same } = row.kept
    const key = JSON.stringify([row.shopId, same])
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, at)
      taken.push({ ...row, at })
    } else {
      const detail = `Row ${before + 1} tells the same metric of the same days: leave one of them out.`
      refused.set(at, { status: 400, title: 'Bad request', detail, errors: [{ pointer: '', detail }] })
    }
  }
  return { rows: taken, refused }
}

function showKept({ metric, value, from, to }: NewValue, id: string, outcome: KeptAs): KeptValue {
  const period = from === null ? { at: showDay(to) } : { from: showDay(from), to: showDay(to) }
  return { id, metric, value, ...period, outcome }
}

/** The problem of a call of which no row was taken. */
export function allRefused(results: readonly RowResult[]): Problem | undefined {
  const errors = results.flatMap((result, at) =>
    'value' in result ? [] : result.errors.map(({ pointer, detail }) => ({ pointer: `/${at}${pointer}`, detail })),
  )
  if (results.some((result) => 'value' in result)) return undefined
  return errors.length === 0 ? notFound('shop') : badFields(errors.slice(0, 20))
}
