import { type Statement, statement } from '../storage/database.ts'
import { noteTags } from './link-history-store.ts'
import { inSmall, inSmallLetters } from './search-words.ts'
import type { RowEdit } from './store.ts'

/** Letter case doesn't tell tags apart. What is removed and added is added. */
export type TagEdit = { readonly add: readonly string[]; readonly remove: readonly string[] }

/** The tags after an edit: those that stay, then the new ones. */
export function withTags(tags: readonly string[], { add, remove }: TagEdit): string[] {
  const gone = new Set(remove.map(inSmall))
  const kept = tags.filter((tag) => !gone.has(inSmall(tag)))
  const there = new Set(kept.map(inSmall))
  return [...kept, ...distinct(add).filter((tag) => !there.has(inSmall(tag)))]
}

/** Does the same to the tags that a link has by then. */
export function changingTags(linkId: string, edit: TagEdit, at: number): RowEdit {
  if (edit.add.length + edit.remove.length === 0) return { notes: [], updates: [] }
  const next = tagsAfter(edit)
  const update = `update links as l set tags = (${next.sql}), updated_at = ? where l.id = ?`
  return { notes: [noteTags(next)], updates: [statement(update, ...next.params, at, linkId)] }
}

/** A condition that a link, `l`, has a tag. */
export function hasTag(tag: string): Statement {
  const value = inSmallLetters('value', [tag])
  const sql = `l.tags <> '[]' and exists (select 1 from json_each(l.tags) where ${value.sql} = ?)`
  return statement(sql, ...value.params, inSmall(tag))
}

/** As `withTags`, in SQL, of the link `l`. */
function tagsAfter({ add, remove }: TagEdit): Statement {
  const value = inSmallLetters('value', [...add, ...remove], 36)
  const query = `with has as (select value, key, ${value.sql} as small from json_each(l.tags)),
      kept as (select value, key, small from has where small not in (select value from json_each(?))),
      added as (select value ->> 1 as value, key, value ->> 0 as small from json_each(?)),
      tags as (select 0 as part, key, value from kept union all
        select 1, key, value from added where small not in (select small from kept))
    select json_group_array(value order by part, key) from tags`
  const added = distinct(add).map((tag) => [inSmall(tag), tag])
  return statement(query, ...value.params, JSON.stringify(remove.map(inSmall)), JSON.stringify(added))
}

function distinct(tags: readonly string[]): string[] {
  return [...new Map(tags.map((tag) => [inSmall(tag), tag])).values()]
}
