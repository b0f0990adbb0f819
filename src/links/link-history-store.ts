import * as z from 'zod'
import { type Database, type Param, readRows, type Statement, statement } from '../storage/database.ts'
import type { Link } from './link.ts'

/** `at`: UTC milliseconds. `who`: a person's or a key's name, as it was then. */
export type ChangedBy = { readonly at: number; readonly who: string }

/**
 * Notes what an update is about to change, field by field, with what stands there by then. Goes into the update's batch,
 * before it; a column that is undefined, or stays the same, leaves no note. `notes`: of what the batch changes in other ways.
 */
export function rememberChanges(
  id: string,
  columns: Readonly<Record<string, Param | undefined>>,
  { at, who }: ChangedBy,
  notes: readonly Statement[] = [],
): Statement[] {
  const changes = Object.entries(fields).flatMap(([column, field]) => {
    const value = columns[column]
    if (value === undefined) return []
    const isJson = column === 'tags'
    const before = isJson ? column : `json_quote(${column})`
    return [statement(`('${field}', (select ${before} from l), ?)`, isJson ? value : JSON.stringify(value))]
  })
  const rows = [...changes, ...notes]
  if (rows.length === 0) return []
  // One statement for all of them, since D1 counts statements; by values, of which D1 takes more than of unions.
  const insert = `with l as (select * from links where id = ?),
      noted (field, before, after) as (values ${rows.map(({ sql }) => sql).join(', ')})
    insert into link_changes (link_id, at, who, field, before, after)
    select ?, ?, ?, field, before, after from noted where after is not before`
  return [statement(insert, id, ...rows.flatMap(({ params }) => params), id, at, who)]
}

/** A note of tags that become what `next` selects of the link `l`, which is one value. */
export function noteTags(next: Statement): Statement {
  return statement(`('tags', (select tags from l), (select (${next.sql}) from l))`, ...next.params)
}

/** A note of a link that ends, unless it has. */
export function noteArchiving(at: number): Statement {
  const after = `(select case when archived_at is null then ? else json_quote(archived_at) end from l)`
  return statement(`('archivedAt', (select json_quote(archived_at) from l), ${after})`, JSON.stringify(at))
}

/** The channel is the post's, and changed with it. */
export function rememberChannel(link: Pick<Link, 'id' | 'channel'>, channel: string, by: ChangedBy): Statement {
  const insert = `insert into link_changes (link_id, at, who, field, before, after) values (?, ?, ?, 'channel', ?, ?)`
  return statement(insert, link.id, by.at, by.who, JSON.stringify(link.channel), JSON.stringify(channel))
}

/** What became of a link, newest first; `before` is the number of the last one seen. Values as the API has them. */
export async function listChanges(
  database: Database,
  linkId: string,
  page: { readonly limit: number; readonly before: number },
): Promise<LinkChangeRow[]> {
  const query = `select number, at, who, field, before, after from link_changes where link_id = ? and number < ?
    order by number desc limit ?`
  return readRows(database, changeRow, statement(query, linkId, page.before, page.limit))
}
export type LinkChangeRow = z.output<typeof changeRow>

export function showChange({ number, at, ...change }: LinkChangeRow) {
  return { id: String(number), at: new Date(at).toISOString(), ...change }
}

/** Columns by the names their values have in the API. */
const fields = {
  post_id: 'postId',
  domain: 'domain',
  slug: 'slug',
  destination: 'destination',
  placement: 'placement',
  title: 'title',
  utm_source: 'source',
  utm_medium: 'medium',
  utm_campaign: 'campaign',
  utm_content: 'content',
  utm_term: 'term',
  tags: 'tags',
  expires_at: 'expiresAt',
  max_clicks: 'maxClicks',
  fallback_url: 'fallbackUrl',
} as const

const value = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : z.json().parse(JSON.parse(text))))

const changeRow = z
  .object({ number: z.number(), at: z.number(), who: z.string(), field: z.string(), before: value, after: value })
  .transform((row) => ({ ...row, before: shown(row.field, row.before), after: shown(row.field, row.after) }))

/** Times are kept in milliseconds, the default domain as ''. */
function shown(field: string, value: z.core.util.JSONType) {
  if (field === 'domain' && value === '') return null
  return ['expiresAt', 'archivedAt'].includes(field) && typeof value === 'number'
    ? new Date(value).toISOString()
    : value
}
