/// <reference path="./siphash.d.ts" />
import siphash from 'siphash'
import * as z from 'zod'
import { readRows, statement, write, type Database } from '../storage/database.ts'

/**
 * A click id carries everything an order needs to be credited, so that raw clicks can be pruned and the edge looks
 * nothing up: 24 bytes as 32 characters of base64url.
 *
 * | bytes | hold |
 * |---|---|
 * | 0 | version 1 (three bits) and the signing key's number modulo 32 (five bits) |
 * | 1–4 | the link's number |
 * | 5–10 | the click's time, UTC milliseconds |
 * | 11–15 | 40 random bits |
 * | 16–23 | SipHash-2-4 over the 16 bytes before, under the signing key |
 */
export type ClickIdentity = { readonly link: number; readonly at: number; readonly random: number }

export type SigningKey = { readonly number: number; readonly secret: Uint32Array; readonly fromAt: number }

/** The id of a click. The key is the one in force at the click's time, so that the same click always gives the same id. */
export function signClickId(click: ClickIdentity, keys: readonly SigningKey[]): string {
  const key = keys.findLast((one) => one.fromAt <= click.at) ?? keys[0]
  if (!key) throw new Error('there is no signing key')
  const bytes = new Uint8Array(24)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, (version << 5) | (key.number & 31))
  view.setUint32(1, click.link)
  setUint48(view, 5, click.at)
  view.setUint8(11, Math.floor(click.random / 2 ** 32))
  view.setUint32(12, click.random >>> 0)
  const mac = siphash.hash(key.secret, bytes.subarray(0, 16))
  view.setUint32(16, mac.h)
  view.setUint32(20, mac.l)
  return encode(bytes)
}

/** What the id says, or undefined for one that we didn't sign: a made-up id is worth nothing. */
export function readClickId(id: string, keys: readonly SigningKey[]): ClickIdentity | undefined {
  if (!/^[A-Za-z0-9_-]{32}$/.test(id)) return undefined
  const bytes = decode(id)
  const view = new DataView(bytes.buffer)
  if (view.getUint8(0) >> 5 !== version) return undefined
  const isOurs = keys.some((key) => (key.number & 31) === (view.getUint8(0) & 31) && isSignedBy(key, bytes, view))
  if (!isOurs) return undefined
  return {
    link: view.getUint32(1),
    at: view.getUint16(5) * 2 ** 32 + view.getUint32(7),
    random: view.getUint8(11) * 2 ** 32 + view.getUint32(12),
  }
}

/** 40 random bits. */
export function makeRandom(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (high & 0xff) * 2 ** 32 + low
}

/** The installation's keys, oldest first; the first is made here. They live in the database and travel with its backup. */
export function loadSigningKeys(database: Database): Promise<readonly SigningKey[]> {
  const known = loaded.get(database)
  if (known) return known
  const loading = readSigningKeys(database)
  loaded.set(database, loading)
  loading.catch(() => loaded.delete(database))
  return loading
}

const loaded = new WeakMap<Database, Promise<readonly SigningKey[]>>()

async function readSigningKeys(database: Database): Promise<readonly SigningKey[]> {
  const secret = crypto.getRandomValues(new Uint8Array(16))
  const insert = 'insert into signing_keys (secret, from_at) select ?, 0 where not exists (select 1 from signing_keys)'
  await write(database, statement(insert, secret))
  const rows = await readRows(
    database,
    keyRow,
    statement('select number, secret, from_at from signing_keys order by from_at, number'),
  )
  return rows.map((row) => ({ number: row.number, secret: row.secret, fromAt: row.from_at }))
}

const version = 1

const keyRow = z.object({
  number: z.number(),
  // better-sqlite3 gives bytes, D1 an array of numbers.
  secret: z.union([z.instanceof(Uint8Array), z.array(z.number())]).transform(toKey),
  from_at: z.number(),
})

function toKey(bytes: Uint8Array | readonly number[]): Uint32Array {
  const view = new DataView(Uint8Array.from(bytes).buffer)
  return Uint32Array.from([0, 4, 8, 12], (offset) => view.getUint32(offset, true))
}

function isSignedBy(key: SigningKey, bytes: Uint8Array, view: DataView): boolean {
  const mac = siphash.hash(key.secret, bytes.subarray(0, 16))
  // Both halves are compared before anything is decided: no early way out that could be timed.
  return ((mac.h ^ view.getUint32(16)) | (mac.l ^ view.getUint32(20))) === 0
}

function setUint48(view: DataView, offset: number, value: number): void {
  view.setUint16(offset, Math.floor(value / 2 ** 32))
  view.setUint32(offset + 2, value >>> 0)
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function decode(id: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(id.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}
