import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'

/** What a shop's posts are, for what is usual of their like. `kind`: what the post conveys, null where nobody said. */
export function readPostKinds(database: Database, shopId: string): Promise<PostKind[]> {
  const sql = 'select id, channel, content as kind from posts where shop_id = ?'
  return readRows(database, postKind, statement(sql, shopId))
}

const postKind = z.object({ id: z.string(), channel: z.string(), kind: z.string().nullable() })
export type PostKind = z.output<typeof postKind>
