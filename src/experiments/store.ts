import { nanoid } from 'nanoid'
import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { parseDay } from '../shops/calendar.ts'
import { revenueBases } from '../shops/shop.ts'
import { type Database, isTaken, readRow, readRows, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { dayAfter, type Exclusion, type Experiment, type ExperimentDraft, outcomes } from './experiment.ts'
import type { ExperimentPatch } from './experiment.ts'

/** A draft: which weeks have posts is drawn when it begins. */
export async function createExperiment(
  database: Database,
  shopId: string,
  draft: ExperimentDraft,
  { now }: { readonly now: number },
): Promise<Experiment> {
  const id = `exp_${nanoid(12)}`
  const insert = `insert into experiments (id, shop_id, hypothesis, metric, channel, pairs, first_monday, wash_out_days, sides,
    created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { hypothesis, metric, channel, pairs, firstMonday, washOutDays, sides } = draft
  const plan = [hypothesis, metric, channel, pairs, parseDay(firstMonday), washOutDays, sides]
  await write(database, statement(insert, id, shopId, ...plan, now))
  return foundExperiment(database, id)
}

/** Changes the fields given of a draft; undefined when it has begun meanwhile. */
export async function updateDraft(
  database: Database,
  { id }: Experiment,
  change: ExperimentPatch,
): Promise<Experiment | undefined> {
  const { hypothesis, metric, channel, pairs, washOutDays, sides } = change
  const isDraft = 'id = ? and started_at is null and archived_at is null'
  const firstMonday = change.firstMonday === undefined ? undefined : parseDay(change.firstMonday)
  const columns = { hypothesis, metric, channel, pairs, first_monday: firstMonday, wash_out_days: washOutDays, sides }
  const revised = statement(`update experiments set revision = revision + 1 where ${isDraft}`, id)
  const [outcome] = await database.batch([revised, ...setColumns('experiments', columns, statement(isDraft, id))])
  return outcome?.changes === 1 ? foundExperiment(database, id) : undefined
}

export type Lock = {
  readonly seed: string
  readonly text: string
  readonly hash: string
  readonly revenueBasis: (typeof revenueBases)[number]
  readonly now: number
}

/**
 * Registers what was read, once: false when it has changed or begun meanwhile, was put away, or another one of the shop
 * runs in these weeks.
 */
export async function startExperiment(database: Database, read: Experiment, lock: Lock): Promise<boolean> {
  const { seed, text, hash, revenueBasis, now } = lock
  const update = `update experiments set seed = ?, locked_text = ?, locked_hash = ?, revenue_basis = ?, started_at = ?
    where id = ? and revision = ? and started_at is null and archived_at is null and not exists (${overlapping('1')})`
  const values = [seed, text, hash, revenueBasis, now, read.id, read.revision]
  return (await write(database, statement(update, ...values, ...overlapOf(read)))) === 1
}

/** One that runs, or will, in the same weeks. */
export async function findOverlapping(database: Database, experiment: Weeks): Promise<Experiment | undefined> {
  const query = statement(`${overlapping(columns)} limit 1`, ...overlapOf(experiment))
  const row = await readRow(database, experimentRow, query)
  return row && toExperiment(row)
}

/** How many were drawn for weeks of these, and stopped; put away or not. */
export async function countDrawnBefore(database: Database, experiment: Experiment): Promise<number> {
  const query = statement(overlapping('count(*) as drawn', 'stopped'), ...overlapOf(experiment))
  return (await readRow(database, drawnRow, query))?.drawn ?? 0
}

function overlapping(selected: string, which: 'lasting' | 'stopped' = 'lasting'): string {
  return `select ${selected} from experiments other where other.shop_id = ? and other.id <> ? and other.started_at is not null
    and other.stopped_at is ${which === 'stopped' ? 'not null' : 'null'}
    and other.first_monday < ? and other.first_monday + other.pairs * 14 > ?`
}

/** When it is to run; `id` is '' of what isn't stored. */
export type Weeks = Pick<Experiment, 'shopId' | 'id' | 'pairs' | 'firstMonday'>

function overlapOf(experiment: Weeks) {
  return [experiment.shopId, experiment.id, dayAfter(experiment), experiment.firstMonday] as const
}

/** False when it has been stopped already. */
export async function stopExperiment(
  database: Database,
  { id }: Experiment,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<boolean> {
  const update = `update experiments set stopped_at = ?, stop_reason = ?
    where id = ? and started_at is not null and stopped_at is null`
  return (await write(database, statement(update, now, reason, id))) === 1
}

/** Takes one off the list. A verdict stays one. */
export async function archiveExperiment(database: Database, { id }: Experiment, now: number): Promise<void> {
  await write(
    database,
    statement('update experiments set archived_at = ? where id = ? and archived_at is null', now, id),
  )
}

/** Leaves a pair out; false when it is left out already. */
export async function excludePair(database: Database, { id }: Experiment, exclusion: Exclusion): Promise<boolean> {
  const { pair, reason, at } = exclusion
  const insert = 'insert into experiment_exclusions (experiment_id, pair, reason, excluded_at) values (?, ?, ?, ?)'
  try {
    await write(database, statement(insert, id, pair, reason, at))
    return true
  } catch (error) {
    if (isTaken(error, 'experiment_exclusions')) return false
    throw error
  }
}

export function listExclusions(database: Database, { id }: Pick<Experiment, 'id'>): Promise<Exclusion[]> {
  const query = `select pair, reason, excluded_at as at from experiment_exclusions where experiment_id = ? order by pair`
  return readRows(database, exclusionRow, statement(query, id))
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findExperiment(database: Database, id: string): Promise<Experiment | undefined> {
  const row = await readRow(database, experimentRow, statement(`select ${columns} from experiments where id = ?`, id))
  return row && toExperiment(row)
}

/** Newest first; `before` is the number of the last one seen. Those put away are listed apart. */
export async function listExperiments(
  database: Database,
  shopId: string,
  { limit, before, archived }: { readonly limit: number; readonly before: number; readonly archived: boolean },
): Promise<Experiment[]> {
  const query = `select ${columns} from experiments where shop_id = ? and number < ?
    and archived_at is ${archived ? 'not null' : 'null'} order by number desc limit ?`
  return (await readRows(database, experimentRow, statement(query, shopId, before, limit))).map(toExperiment)
}

/** The one whose last week was over the latest before `day`, of those that ran to their end with a pair left in; put away or not. */
export async function findLastFinished(
  database: Database,
  shopId: string,
  day: number,
): Promise<Experiment | undefined> {
  const query = `select ${columns} from experiments where shop_id = ? and started_at is not null and stopped_at is null
    and first_monday + pairs * 14 <= ?
    and pairs > (select count(*) from experiment_exclusions where experiment_id = experiments.id)
    order by first_monday + pairs * 14 desc, number desc limit 1`
  const row = await readRow(database, experimentRow, statement(query, shopId, day))
  return row && toExperiment(row)
}

async function foundExperiment(database: Database, id: string): Promise<Experiment> {
  const experiment = await findExperiment(database, id)
  if (!experiment) throw new Error(`experiment ${id} is gone`)
  return experiment
}

const columns = `number, id, shop_id, hypothesis, metric, channel, pairs, first_monday, wash_out_days, sides, seed, revision,
  revenue_basis, locked_text, locked_hash, started_at, stopped_at, stop_reason, archived_at, created_at`

const experimentRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  hypothesis: z.string(),
  metric: z.enum(outcomes),
  channel: z.enum(channelIds).nullable(),
  pairs: z.number(),
  first_monday: z.number(),
  wash_out_days: z.number(),
  sides: z.literal([1, 2]),
  seed: z.string().nullable(),
  revision: z.number(),
  revenue_basis: z.enum(revenueBases).nullable(),
  locked_text: z.string().nullable(),
  locked_hash: z.string().nullable(),
  started_at: z.number().nullable(),
  stopped_at: z.number().nullable(),
  stop_reason: z.string().nullable(),
  archived_at: z.number().nullable(),
  created_at: z.number(),
})

function toExperiment(row: z.output<typeof experimentRow>): Experiment {
  const { number, id, hypothesis, metric, channel, pairs, sides, seed, revision } = row
  return {
    ...{ number, id, hypothesis, metric, channel, pairs, sides, seed, revision },
    shopId: row.shop_id,
    firstMonday: row.first_monday,
    washOutDays: row.wash_out_days,
    revenueBasis: row.revenue_basis,
    lockedText: row.locked_text,
    lockedHash: row.locked_hash,
    startedAt: row.started_at,
    stoppedAt: row.stopped_at,
    stopReason: row.stop_reason,
    archivedAt: row.archived_at,
    createdAt: row.created_at,
  }
}

const drawnRow = z.object({ drawn: z.number() })
const exclusionRow = z.object({ pair: z.number(), reason: z.string(), at: z.number() })
