import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/** The stored secret of own devices; `fresh` becomes it when there is none yet. */
export async function loadOwnDeviceSecret(database: Database, fresh: string): Promise<string> {
  const insert = `insert into settings (name, value) values ('own-device', ?) on conflict do nothing`
  await write(database, statement(insert, fresh))
  const select = `select value from settings where name = 'own-device'`
  const row = await readRow(database, z.object({ value: z.string() }), statement(select))
  if (!row) throw new Error('the secret of own devices could not be stored')
  return row.value
}

type Token = { readonly hash: string; readonly now: number; readonly expiresAt: number }

/** Keeps a token until it is used or over; what is over goes. */
export async function keepToken(database: Database, { hash, now, expiresAt }: Token): Promise<void> {
  await database.batch([
    statement(`delete from settings where name like 'own-device-token-%' and cast(value as integer) <= ?`, now),
    statement('insert into settings (name, value) values (?, ?)', tokenName(hash), String(expiresAt)),
  ])
}

/** Whether the token was there; it isn't after that. */
export async function dropToken(database: Database, hash: string, now: number): Promise<boolean> {
  const drop = 'delete from settings where name = ? and cast(value as integer) > ?'
  return (await write(database, statement(drop, tokenName(hash), now))) === 1
}

function tokenName(hash: string): string {
  return `own-device-token-${hash}`
}
