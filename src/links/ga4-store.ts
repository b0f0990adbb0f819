import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, type Statement, statement } from '../storage/database.ts'
import { builtInGrouping, type Ga4Grouping, makeGrouping } from './ga4-grouping.ts'
import { ga4Rule } from './ga4-rules.ts'

/** A list that was loaded in place of the built-in one. `loadedAt`: UTC milliseconds. */
export const loadedGrouping = z.strictObject({
  asOf: z.string(),
  origin: z.string(),
  loadedAt: z.number(),
  /** Absent: the built-in rules stay. */
  rules: z.array(ga4Rule).optional(),
  sources: z.strictObject({
    search: z.array(z.string()),
    shopping: z.array(z.string()),
    social: z.array(z.string()),
    video: z.array(z.string()),
  }),
})
export type LoadedGrouping = z.output<typeof loadedGrouping>

/** Puts a list in place of the one in force; predictions follow from the next request on. */
export async function storeGrouping(database: Database, loaded: LoadedGrouping): Promise<void> {
  await database.batch(putGrouping(loaded))
}

/** The same as statements, for a database that is elsewhere. */
export function putGrouping(loaded: LoadedGrouping): Statement[] {
  return [put(listName, JSON.stringify(loaded)), put(stampName, nanoid())]
}

/** Goes back to the built-in list. False when nothing was loaded. */
export async function forgetGrouping(database: Database): Promise<boolean> {
  const remove = statement('delete from settings where name in (?, ?)', listName, stampName)
  const [removed] = await database.batch([remove])
  return (removed?.changes ?? 0) > 0
}

/** The rules and lists in force now. */
export async function readGrouping(database: Database): Promise<Ga4Grouping> {
  const row = await readRow(database, settingRow, statement('select value from settings where name = ?', stampName))
  return groupingOfStamp(database, row?.value)
}

/** Name of the setting that changes with every load: a look at it tells whether the list has to be read anew. */
export const stampName = 'ga4-list-stamp'
const listName = 'ga4-list'

type Known = { readonly stamp: string; readonly grouping: Ga4Grouping }
const known = new WeakMap<Database, Known>()

/** As `readGrouping`, for who has read the stamp already; undefined when there is none. */
export async function groupingOfStamp(database: Database, stamp: string | undefined): Promise<Ga4Grouping> {
  if (stamp === undefined) return builtInGrouping
  const last = known.get(database)
  if (last?.stamp === stamp) return last.grouping
  const row = await readRow(database, settingRow, statement('select value from settings where name = ?', listName))
  if (!row) return builtInGrouping
  const grouping = toGrouping(loadedGrouping.parse(JSON.parse(row.value)))
  known.set(database, { stamp, grouping })
  return grouping
}

export function toGrouping({ asOf, origin, rules, sources }: LoadedGrouping): Ga4Grouping {
  return makeGrouping({
    asOf,
    origin,
    rules: rules ?? builtInGrouping.rules,
    sources: {
      search: new Set(sources.search),
      shopping: new Set(sources.shopping),
      social: new Set(sources.social),
      video: new Set(sources.video),
    },
  })
}

function put(name: string, value: string): Statement {
  const upsert = `insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value`
  return statement(upsert, name, value)
}

const settingRow = z.object({ value: z.string() })
