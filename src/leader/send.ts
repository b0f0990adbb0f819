import type { MailAsked, MailContent, Runtime } from '../runtime.ts'
import { dayMs } from '../shops/calendar.ts'
import { findShop } from '../shops/store.ts'
import { lastDue } from './due.ts'
import type { Mail, SentMail } from './mail.ts'
import {
  claim,
  enqueue,
  forgetSent,
  giveUpClaimed,
  insertClaimed,
  leaseNext,
  listMails,
  type Settled,
  settle,
} from './mail-store.ts'
import { writeMail } from './make-mail.ts'

/** Thrown by `sendMail` where nothing was handed over: it may be tried again without anybody getting it twice. */
export class NotHandedOverError extends Error {}

/** Minutes to wait after each try that handed nothing over; after the last of them it has failed. */
const waits = [1, 5, 15, 60, 240]
const mostTries = waits.length + 1
const endless = 'The server stopped each time while this was being written.'
/** Longer than any try takes, and than it takes to write what is sent. */
const claimMs = 15 * 60_000
const keptMs = 400 * dayMs
/** One portion of the task. */
const mostAtOnce = 5

/**
 * Sends what is due; true where more waits. A day that was missed while nothing ran is made up for once, the last one alone.
 * What a mail says is written first: a stop meanwhile leaves it waiting. It is claimed before anything leaves, so that nobody
 * gets it twice, also after a crash.
 */
export async function sendDue(runtime: Runtime): Promise<boolean> {
  const { database, now } = runtime
  if (!canSend(runtime)) return false
  await giveUpClaimed(database, now() - claimMs)
  await forgetSent(database, now() - keptMs)
  for (const mail of await listMails(database, null)) await putInLine(runtime, mail)
  for (let sent = 0; sent < mostAtOnce; sent++) {
    const leased = await leaseNext(database, { now: now(), forMs: claimMs })
    if (!leased) return false
    const writing = leased.tries > mostTries ? Promise.reject(new Error(endless)) : write(runtime, leased)
    await Promise.allSettled([writing])
    if (await claim(database, leased, now()))
      await settle(database, leased.number, await attempt(runtime, leased, writing))
  }
  return true
}

/** Sends to everybody at once, whenever it is due; what became of each. */
export async function sendNow(runtime: Runtime, mail: Mail): Promise<SentMail[]> {
  const outcomes: SentMail[] = []
  const writing = write(runtime, { mailId: mail.id, dueDay: null })
  await Promise.allSettled([writing])
  for (const recipient of recipientsOf(runtime, mail)) {
    const claimed = await insertClaimed(runtime.database, mail, recipient, runtime.now())
    const { state, ...settled } = await attempt(runtime, claimed, writing)
    // Who asked is told; nothing is tried behind their back.
    const shown = { ...settled, state: state === 'waiting' ? ('failed' as const) : state }
    await settle(runtime.database, claimed.number, shown)
    outcomes.push({ ...claimed, ...shown })
  }
  return outcomes
}

/** Mails by SMTP, files beside the database, or neither (Workers). */
export function waysToSend({ sendMail, keepReport }: Pick<Runtime, 'sendMail' | 'keepReport'>) {
  return sendMail ? ('mail' as const) : keepReport ? ('file' as const) : ('nowhere' as const)
}

export function canSend(runtime: Pick<Runtime, 'sendMail' | 'keepReport'>): boolean {
  return waysToSend(runtime) !== 'nowhere'
}

async function putInLine(runtime: Runtime, mail: Mail): Promise<void> {
  const { database, now } = runtime
  const shop = await findShop(database, mail.shopId)
  const dueDay = shop && lastDue(mail, now(), shop.timeZone)
  if (dueDay === undefined || dueDay <= mail.doneDay) return
  await enqueue(database, mail, { dueDay, recipients: recipientsOf(runtime, mail), now: now() })
}

/** A file is nobody's. */
function recipientsOf({ sendMail }: Runtime, { recipients }: Mail): readonly string[] {
  return sendMail ? recipients : ['']
}

async function attempt(runtime: Runtime, sent: SentMail, writing: Promise<MailContent | undefined>): Promise<Settled> {
  let subject: string | null = null
  try {
    const content = await writing
    if (!content) return { state: 'failed', detail: 'The view that was to be sent, or the mail, is gone.', subject }
    subject = content.subject
    return { ...(await deliver(runtime, sent.recipient, content)), subject }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    runtime.log.warn('a mail could not be sent', { mail: sent.mailId, error: detail })
    const wait = error instanceof NotHandedOverError ? waits[sent.tries - 1] : undefined
    if (wait === undefined) return { state: 'failed', detail, subject }
    return { state: 'waiting', detail, subject, nextTryAt: runtime.now() + wait * 60_000 }
  }
}

async function write(runtime: Runtime, { mailId, dueDay }: MailAsked): Promise<MailContent | undefined> {
  const asked = { mailId, dueDay }
  try {
    return await (runtime.writeMail ? runtime.writeMail(asked) : writeMail(runtime, asked))
  } catch (error) {
    throw new NotHandedOverError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function deliver(
  { sendMail, keepReport }: Runtime,
  recipient: string,
  { name, subject, text, html }: MailContent,
): Promise<Pick<Settled, 'state' | 'detail'>> {
  if (sendMail && recipient !== '') {
    await sendMail({ to: recipient, subject, text, html })
    return { state: 'sent', detail: null }
  }
  if (!keepReport)
    return { state: 'failed', detail: 'This installation can’t send mail any more: SMTP_URL is not set.' }
  return { state: 'kept', detail: await keepReport({ name, text, html }) }
}
