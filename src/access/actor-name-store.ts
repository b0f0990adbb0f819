import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import type { Actor } from './guard.ts'

/** What to call an actor where it is noted who did something: a person's name, a key's name, ADMIN_API_KEY. */
export async function actorName(database: Database, actor: Actor): Promise<string> {
  if (actor.kind === 'user') return actor.session.name || actor.session.email
  const query = statement('select name from api_keys where id = ?', actor.id)
  return (await readRow(database, z.object({ name: z.string() }), query))?.name ?? 'ADMIN_API_KEY'
}
