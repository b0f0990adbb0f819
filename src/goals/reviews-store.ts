import { nanoid } from 'nanoid'
import * as z from 'zod'
import { showDay } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import type { Goal } from './goal.ts'
import { progressStatuses, type ProgressStatus } from './progress.ts'
import type { Review, ReviewDraft } from './reviews.ts'

export type ReviewAt = {
  readonly day: number
  readonly value: number | null
  readonly status: ProgressStatus
  readonly now: number
}

export async function addReview(
  database: Database,
  goal: Goal,
  { note, nextStep }: ReviewDraft,
  { day, value, status, now }: ReviewAt,
): Promise<Review> {
  const id = `rev_${nanoid(12)}`
  const insert = `insert into goal_reviews (id, goal_id, day, value, status, note, next_step, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?)`
  await write(database, statement(insert, id, goal.id, day, value, status, note, nextStep, now))
  const row = await readRow(database, reviewRow, statement(`${select} where id = ?`, id))
  if (!row) throw new Error(`review ${id} is gone`)
  return toReview(row)
}

/** Newest first; `before` is the number of the last one seen. */
export async function listReviews(
  database: Database,
  goal: Goal,
  { limit, before }: { readonly limit: number; readonly before: number },
): Promise<Review[]> {
  const query = `${select} where goal_id = ? and number < ? order by number desc limit ?`
  return (await readRows(database, reviewRow, statement(query, goal.id, before, limit))).map(toReview)
}

/** What is remembered of goals beside their own fields: when each was seen to be reached, celebrated, and last looked at. */
export async function readMarks(database: Database, goals: readonly Goal[]): Promise<ReadonlyMap<string, Marks>> {
  const query = `select goals.id as id, reached_at, celebrated_at,
      (select max(day) from goal_reviews where goal_id = goals.id) as reviewed_day
    from goals where goals.id in (select value from json_each(?))`
  const rows = await readRows(database, markRow, statement(query, JSON.stringify(goals.map(({ id }) => id))))
  return new Map(
    rows.map(({ id, reached_at, celebrated_at, reviewed_day }) => [
      id,
      {
        reachedAt: reached_at,
        celebratedAt: celebrated_at,
        reviewedOn: reviewed_day === null ? null : showDay(reviewed_day),
      },
    ]),
  )
}

export type Marks = {
  readonly reachedAt: number | null
  readonly celebratedAt: number | null
  readonly reviewedOn: string | null
}

/** The first time stays. */
export function markReached(database: Database, { id }: Goal, now: number): Promise<unknown> {
  return write(database, statement('update goals set reached_at = ? where id = ? and reached_at is null', now, id))
}

/** Celebrated once: the first time stays. */
export function markCelebrated(database: Database, { id }: Goal, now: number): Promise<unknown> {
  return write(
    database,
    statement('update goals set celebrated_at = ? where id = ? and celebrated_at is null', now, id),
  )
}

/** Goals that were put away, the last one first. */
export function listArchived(database: Database, shopId: string) {
  const query = `select id, name, metric, target, from_day as "from", to_day as "to", archived_at as archivedAt, reached_at as reachedAt
    from goals where shop_id = ? and archived_at is not null order by archived_at desc, number desc limit 100`
  return readRows(database, archivedRow, statement(query, shopId))
}

const select = 'select number, id, day, value, status, note, next_step, created_at from goal_reviews'

const reviewRow = z.object({
  number: z.number(),
  id: z.string(),
  day: z.number(),
  value: z.number().nullable(),
  status: z.enum(progressStatuses),
  note: z.string(),
  next_step: z.string(),
  created_at: z.number(),
})

function toReview({ number, id, day, value, status, note, next_step, created_at }: z.output<typeof reviewRow>): Review {
  return { number, id, day: showDay(day), value, status, note, nextStep: next_step, createdAt: created_at }
}

const markRow = z.object({
  id: z.string(),
  reached_at: z.number().nullable(),
  celebrated_at: z.number().nullable(),
  reviewed_day: z.number().nullable(),
})

const toIso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const archivedRow = z.object({
  id: z.string(),
  name: z.string(),
  metric: z.string(),
  target: z.number(),
  from: z.string(),
  to: z.string(),
  archivedAt: z.number().transform(toIso),
  reachedAt: z.number().nullable().transform(toIso),
})
