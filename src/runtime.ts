import type { Context } from 'hono'
import type { Database } from './storage/database.ts'

/**
 * What an entry (node.ts, worker.ts) hands to the areas: everything that differs between a server of one's own and
 * Workers. The areas reach the outside through this and nothing else.
 */
export type Runtime = {
  readonly database: Database
  /** The base of short URLs, without a slash at the end. */
  readonly publicUrl: string
  /** Name of the query parameter that carries the click id into the shop. */
  readonly clickParam: string
  /** A key with every scope, from the environment. */
  readonly adminApiKey: string | undefined
  /** UTC milliseconds. */
  now(): number
  /** The visitor's address, believed from trusted proxies only; never stored. */
  addressOf(c: Context): string
  /** The visitor's country, ISO 3166-1 alpha-2; '' when unknown. */
  countryOf(c: Context): string
  /** The salt of visitor hashes for one shop's local day (days since 1970), thrown away soon after that day. */
  saltOf(shop: number, day: number): Uint32Array | Promise<Uint32Array>
  /** scrypt: 32 bytes from a password and a salt. */
  deriveKey(password: string, salt: Uint8Array): Promise<Uint8Array>
  /** A built file of the dashboard or public folder, by its path; undefined when there is none. */
  asset(path: string, c: Context): Promise<Response | undefined>
  /** What happened, for what happens after it (flow.ts). Resolves when that is done. */
  emit(event: Happening): Promise<void>
  log: Log
  /** The addresses behind a host's name, none for one that isn't known; undefined where names can't be looked up (Workers). */
  readonly lookUpHost?: (host: string) => Promise<readonly string[]>
  /** Whether anything answers at a web address; undefined where it isn't tried. */
  readonly answers?: (url: string) => Promise<boolean>
  /** Past orders that one call may take in; undefined for any number. Workers may run so many queries in one. */
  readonly mostOrdersAtOnce?: number
  /** What an erasure needs of the files beside and behind the database; undefined where they aren't ours (Workers). */
  readonly erasures?: ErasureFiles
  /** Writes a report that is to be sent, in another thread; undefined where it is written in this one. */
  readonly writeMail?: (asked: MailAsked) => Promise<MailContent | undefined>
  /** Sends a mail to one address; undefined where no SMTP server is set, and on Workers. */
  readonly sendMail?: (mail: { to: string; subject: string; text: string; html: string }) => Promise<void>
  /** Keeps a report as files and tells where; `name` without ending. Undefined where there are no files (Workers). */
  readonly keepReport?: (report: { name: string; text: string; html: string }) => Promise<string>
}

/** `dueDay`: days since 1970; null for today. */
export type MailAsked = { readonly mailId: string; readonly dueDay: number | null }

/** What a mail says, in both forms; `name` is the file's, where it is kept instead, without its ending. */
export type MailContent = {
  readonly name: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type ErasureFiles = {
  /** Writes erasures down where a restored backup doesn't reach; on the disk when it resolves. */
  keep(erasures: readonly unknown[]): Promise<void>
  /** Rewrites the database's files without the remains of what was deleted. False when somebody held them all the while. */
  wipe(): Promise<boolean>
}

export type Happening =
  | { readonly kind: 'conversion-recorded'; readonly conversionId: string }
  | { readonly kind: 'click-landed'; readonly click: Landed }

/** A click of ours whose id arrived in the shop: its link's number, its time (UTC milliseconds) and its random bits. */
type Landed = { readonly link: number; readonly at: number; readonly random: number }

export type Log = {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}
