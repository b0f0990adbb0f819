import { type Database, type Statement, statement, write } from '../storage/database.ts'

/** A visitor's day: the scopes (`scopeKeys`) they were seen in, each with the last time; `until`: of their last click known. */
export type SeenDay = {
  readonly day: number
  readonly visitor: number
  readonly until: number
  readonly seen: ReadonlyMap<string, number>
}

/**
 * Puts right who was seen on a day, where no process remembers it (Workers), to be run as one batch. Nothing is written
 * for days of which nobody is remembered any more, and nothing of clicks that came after `until` is touched.
 */
export function replaceSeen(days: readonly SeenDay[]): Statement[] {
  const whose = JSON.stringify(days.map(({ day, visitor, until }) => ({ day, visitor, until })))
  const rows = days.flatMap(({ day, visitor, seen }) => [...seen].map(([scope, at]) => ({ day, visitor, scope, at })))
  const theirs = `(day, visitor) in (select value ->> 'day', value ->> 'visitor' from json_each(?))`
  const gone = `update seen_today set at = -1 from (
      select value ->> 'day' as day, value ->> 'visitor' as visitor, value ->> 'until' as until from json_each(?)
    ) whose
    where seen_today.day = whose.day and seen_today.visitor = whose.visitor and seen_today.at <= whose.until`
  const back = `insert into seen_today (day, visitor, scope, at)
    select value ->> 'day', value ->> 'visitor', value ->> 'scope', value ->> 'at' from json_each(?)
    where exists (select 1 from seen_today where day between (value ->> 'day') - 1 and value ->> 'day')
    on conflict (day, visitor, scope) do update set at = excluded.at where seen_today.at = -1`
  return [
    statement(gone, whose),
    statement(back, JSON.stringify(rows)),
    statement(`delete from seen_today where ${theirs} and at = -1`, whose),
  ]
}

/** Forgets who was seen before this day, `most` rows at most; resolves with how many. */
export function forgetSeen(database: Database, before: number, most: number): Promise<number> {
  const old = 'select day, visitor, scope from seen_today where day < ? order by day limit ?'
  const query = `delete from seen_today where (day, visitor, scope) in (${old})`
  return write(database, statement(query, before, most))
}
