import { type Statement, statement } from './database.ts'

/** Adds `by` to a counter, which begins at 0 and lasts over all starts. */
export function countUp(name: string, label: string, by: number): Statement {
  const upsert = `insert into counters (name, label, value) values (?, ?, ?)
    on conflict (name, label) do update set value = value + excluded.value`
  return statement(upsert, name, label, by)
}
