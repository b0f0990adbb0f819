import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { nextDue, type Rhythm } from './due.ts'

/** What is sent by e-mail and when: the month's page, or the view of that id. */
export type Mail = Rhythm & {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly viewId: string | null
  readonly recipients: readonly string[]
  /** The last due day that is dealt with; days since 1970. */
  readonly doneDay: number
  readonly createdAt: number
}

export const rhythms = ['monthly', 'weekly'] as const

const recipient = z
  .email('must be an e-mail address such as kari@shop.example')
  .max(254, 'must have 254 characters at most')

const fields = {
  viewId: z.string('must be the id of a view, or null for the month’s page').nullable(),
  recipients: z
    .array(recipient, 'is missing: give the addresses, such as ["kari@shop.example"]')
    .min(1, 'must hold an address at least')
    .max(20, 'must hold 20 addresses at most')
    .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'must hold each address once'),
  rhythm: z.enum(rhythms, `must be one of ${rhythms.join(', ')}`),
  day: z
    .int('must be a day of the month (1–31), or of the week (1 Monday – 7 Sunday)')
    .min(1, 'must be 1 or more')
    .max(31, 'must be 31 at most'),
  hour: z.int('must be a whole hour, 0–23').min(0, 'must be 0–23').max(23, 'must be 0–23'),
}

export const mailDraft = z.strictObject({
  ...fields,
  viewId: fields.viewId.default(null),
  hour: fields.hour.default(7),
  shopId: z.string().exactOptional(),
})
export type MailDraft = Omit<z.output<typeof mailDraft>, 'shopId'>

export const mailPatch = z.strictObject({
  viewId: fields.viewId.exactOptional(),
  recipients: fields.recipients.exactOptional(),
  rhythm: fields.rhythm.exactOptional(),
  day: fields.day.exactOptional(),
  hour: fields.hour.exactOptional(),
})

/** @throws Problem 400 for a day that no week has */
export function checkDay({ rhythm, day }: Pick<Rhythm, 'rhythm' | 'day'>): void {
  if (rhythm === 'weekly' && day > 7) throw badField('/day', 'must be 1 (Monday) to 7 (Sunday) for a weekly mail.')
}

/** As the API shows it; `nextAt`: when it is due next. */
export function showMail(mail: Mail, now: number, timeZone: string) {
  const { id, shopId, viewId, recipients, rhythm, day, hour, createdAt } = mail
  return {
    ...{ id, shopId, viewId, recipients, rhythm, day, hour },
    nextAt: new Date(nextDue(mail, now, timeZone)).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  }
}

export const sentStates = ['waiting', 'claimed', 'sent', 'kept', 'failed'] as const

/** A mail to one recipient, or a file ('' for nobody). `dueDay` is null for one that was asked for. */
export type SentMail = {
  readonly number: number
  readonly mailId: string
  readonly shopId: string
  readonly dueDay: number | null
  readonly recipient: string
  readonly subject: string | null
  readonly state: (typeof sentStates)[number]
  /** Why it failed or waits, or where the file lies. */
  readonly detail: string | null
  readonly tries: number
  readonly claimedAt: number | null
}

export function showSent({ number, mailId, recipient: to, subject, state, detail, dueDay, claimedAt }: SentMail) {
  return {
    id: String(number),
    ...{ mailId, recipient: to, subject, detail, isTest: dueDay === null },
    state: state === 'claimed' ? ('sending' as const) : state,
    at: claimedAt === null ? null : new Date(claimedAt).toISOString(),
  }
}
