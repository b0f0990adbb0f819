import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { type Mail, type MailDraft, rhythms, type SentMail, sentStates } from './mail.ts'

type NewMail = { readonly shopId: string; readonly doneDay: number; readonly now: number }

export async function createMail(
  database: Database,
  { shopId, doneDay, now }: NewMail,
  { viewId, recipients, rhythm, day, hour }: MailDraft,
): Promise<string> {
  const id = `mail_${nanoid(16)}`
  const insert = `insert into mails (id, shop_id, view_id, recipients, rhythm, day, hour, done_day, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const told = JSON.stringify(recipients)
  await write(database, statement(insert, id, shopId, viewId, told, rhythm, day, hour, doneDay, now))
  return id
}

/** What is due already under the new days was passed; `doneDay` never goes back. */
export async function updateMail(database: Database, id: string, mail: MailDraft, doneDay: number): Promise<void> {
  const { viewId, recipients, rhythm, day, hour } = mail
  const update = `update mails set view_id = ?, recipients = ?, rhythm = ?, day = ?, hour = ?, done_day = max(done_day, ?)
    where id = ?`
  const told = JSON.stringify(recipients)
  const leave = `delete from sent_mails where mail_id = ? and state = 'waiting' and recipient not in (select value from json_each(?))`
  await database.batch([
    statement(update, viewId, told, rhythm, day, hour, doneDay, id),
    statement(leave, id, JSON.stringify([...recipients, ''])),
  ])
}

/** What was sent stays listed. */
export async function deleteMail(database: Database, id: string): Promise<void> {
  await database.batch([
    statement('delete from mails where id = ?', id),
    statement(`delete from sent_mails where mail_id = ? and state = 'waiting'`, id),
  ])
}

export async function findMail(database: Database, id: string): Promise<Mail | undefined> {
  const row = await readRow(database, mailRow, statement(`${selectMail} where id = ?`, id))
  return row && toMail(row)
}

/** Of a shop, or of all; the newest first, 200 at most of one. */
export async function listMails(database: Database, shopId: string | null): Promise<Mail[]> {
  const all = `${selectMail} where ? is null or shop_id = ? order by number desc limit 10000`
  return (await readRows(database, mailRow, statement(all, shopId, shopId))).map(toMail)
}

/** Puts the mails of a due day in line, once: of two that do it at once one finds them there. */
export async function enqueue(
  database: Database,
  { id, shopId }: Pick<Mail, 'id' | 'shopId'>,
  {
    dueDay,
    recipients,
    now,
  }: { readonly dueDay: number; readonly recipients: readonly string[]; readonly now: number },
): Promise<void> {
  const insert = `insert or ignore into sent_mails (mail_id, shop_id, due_day, recipient, state, next_try_at)
    select ?, ?, ?, value, 'waiting', ? from json_each(?)`
  await database.batch([
    statement(insert, id, shopId, dueDay, now, JSON.stringify(recipients)),
    statement('update mails set done_day = ? where id = ? and done_day < ?', dueDay, id, dueDay),
  ])
}

/** One that is sent at once, claimed from the start. */
export async function insertClaimed(
  database: Database,
  { id, shopId }: Pick<Mail, 'id' | 'shopId'>,
  recipient: string,
  now: number,
): Promise<SentMail> {
  const insert = `insert into sent_mails (mail_id, shop_id, due_day, recipient, state, tries, next_try_at, claimed_at)
    values (?, ?, null, ?, 'claimed', 1, ?, ?) returning ${sentColumns}`
  const [outcome] = await database.batch([statement(insert, id, shopId, recipient, now, now)])
  return toSent(sentRow.parse(outcome?.rows[0]))
}

/** The one that has waited longest and may be tried now. It is this caller's alone for so long, to write what it says. */
export async function leaseNext(
  database: Database,
  { now, forMs }: { readonly now: number; readonly forMs: number },
): Promise<SentMail | undefined> {
  const lease = `update sent_mails set next_try_at = ?, tries = tries + 1 where number = (
    select number from sent_mails where state = 'waiting' and next_try_at <= ? order by next_try_at, number limit 1)
    and state = 'waiting' returning ${sentColumns}`
  const [outcome] = await database.batch([statement(lease, now + forMs, now)])
  const row = outcome?.rows[0]
  return row === undefined ? undefined : toSent(sentRow.parse(row))
}

/** From here on it may have arrived. False where it is no longer the caller's. */
export async function claim(database: Database, { number, tries }: SentMail, now: number): Promise<boolean> {
  const take = `update sent_mails set state = 'claimed', claimed_at = ?
    where number = ? and state = 'waiting' and tries = ? returning number`
  const [outcome] = await database.batch([statement(take, now, number, tries)])
  return outcome?.rows.length === 1
}

export type Settled = Pick<SentMail, 'state' | 'detail' | 'subject'> & { readonly nextTryAt?: number }

export async function settle(database: Database, number: number, settled: Settled): Promise<void> {
  const { state, detail, subject, nextTryAt = null } = settled
  const update = `update sent_mails set state = ?, detail = ?, subject = coalesce(?, subject),
    next_try_at = coalesce(?, next_try_at) where number = ?`
  await write(database, statement(update, state, detail, subject, nextTryAt, number))
}

/** Claimed before that time and never settled: nobody knows whether it arrived. It isn't sent again. */
export async function giveUpClaimed(database: Database, before: number): Promise<void> {
  const detail =
    'The server stopped while this was being sent: it may have arrived or not. It is not sent again by itself.'
  const update = `update sent_mails set state = 'failed', detail = ? where state = 'claimed' and claimed_at < ?`
  await write(database, statement(update, detail, before))
}

/** What was sent so long ago is forgotten, addresses with it. */
export async function forgetSent(database: Database, before: number): Promise<void> {
  const remove = `delete from sent_mails where state in ('sent', 'kept', 'failed') and next_try_at < ?`
  await write(database, statement(remove, before))
}

/** Newest first; `before` is the number of the last one seen. */
export async function listSent(
  database: Database,
  shopId: string,
  { limit, before }: { readonly limit: number; readonly before: number },
): Promise<SentMail[]> {
  const query = `select ${sentColumns} from sent_mails where shop_id = ? and number < ? order by number desc limit ?`
  return (await readRows(database, sentRow, statement(query, shopId, before, limit))).map(toSent)
}

const selectMail = 'select number, id, shop_id, view_id, recipients, rhythm, day, hour, done_day, created_at from mails'
const sentColumns = 'number, mail_id, shop_id, due_day, recipient, subject, state, detail, tries, claimed_at'

const mailRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  view_id: z.string().nullable(),
  recipients: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  rhythm: z.enum(rhythms),
  day: z.number(),
  hour: z.number(),
  done_day: z.number(),
  created_at: z.number(),
})

function toMail(row: z.output<typeof mailRow>): Mail {
  const { number, id, recipients, rhythm, day, hour } = row
  return {
    ...{ number, id, recipients, rhythm, day, hour },
    shopId: row.shop_id,
    viewId: row.view_id,
    doneDay: row.done_day,
    createdAt: row.created_at,
  }
}

const sentRow = z.object({
  number: z.number(),
  mail_id: z.string(),
  shop_id: z.string(),
  due_day: z.number().nullable(),
  recipient: z.string(),
  subject: z.string().nullable(),
  state: z.enum(sentStates),
  detail: z.string().nullable(),
  tries: z.number(),
  claimed_at: z.number().nullable(),
})

function toSent(row: z.output<typeof sentRow>): SentMail {
  const { number, recipient, subject, state, detail, tries } = row
  return {
    ...{ number, recipient, subject, state, detail, tries },
    mailId: row.mail_id,
    shopId: row.shop_id,
    dueDay: row.due_day,
    claimedAt: row.claimed_at,
  }
}
