import * as z from 'zod'
import { readRows, statement, write, type Database } from '../storage/database.ts'
import { SipHash } from './siphash.ts'

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
  bytes[0] = (version << 5) | (key.number & 31)
  view.setUint32(1, click.link)
  view.setUint16(5, Math.floor(click.at / 2 ** 32))
  view.setUint32(7, click.at >>> 0)
  bytes[11] = Math.floor(click.random / 2 ** 32)
  view.setUint32(12, click.random >>> 0)
  const mac = hashBody(key)
  view.setUint32(16, mac.high)
  view.setUint32(20, mac.low)
  return encode()
}

/** What the id says, or undefined for one that we didn't sign: a made-up id is worth nothing. */
export function readClickId(id: string, keys: readonly SigningKey[]): ClickIdentity | undefined {
  if (!/^[A-Za-z0-9_-]{32}$/.test(id)) return undefined
  decode(id)
  const first = view.getUint8(0)
  if (first >> 5 !== version) return undefined
  if (!keys.some((key) => (key.number & 31) === (first & 31) && isSignedBy(key))) return undefined
  return {
    link: view.getUint32(1),
    at: view.getUint16(5) * 2 ** 32 + view.getUint32(7),
    random: view.getUint8(11) * 2 ** 32 + view.getUint32(12),
  }
}

/** 40 random bits; drawn from the system a few hundred at a time. */
export function makeRandom(): number {
  if (randomAt >= randoms.length) {
    crypto.getRandomValues(randoms)
    randomAt = 0
  }
  const high = randoms[randomAt++] ?? 0
  const low = randoms[randomAt++] ?? 0
  return (high & 0xff) * 2 ** 32 + low
}

const randoms = new Uint32Array(512)
let randomAt = randoms.length

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

// One id is made or read at a time, so that all share these bytes.
const bytes = new Uint8Array(24)
const view = new DataView(bytes.buffer)
const words = new Int32Array(6)
const hashers = new WeakMap<SigningKey, SipHash>()

/** SipHash of the 16 bytes before the signature. */
function hashBody(key: SigningKey): SipHash {
  let hasher = hashers.get(key)
  if (!hasher) {
    hasher = new SipHash(key.secret)
    hashers.set(key, hasher)
  }
  for (let index = 0; index < 4; index++) words[index] = view.getInt32(4 * index, true)
  words[5] = 16 << 24
  hasher.update(words, 6)
  return hasher
}

function isSignedBy(key: SigningKey): boolean {
  const mac = hashBody(key)
  // Both halves are compared before anything is decided: no early way out that could be timed.
  return ((mac.high ^ view.getUint32(16)) | (mac.low ^ view.getUint32(20))) === 0
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const pairs = Array.from({ length: 4096 }, (_, bits) => `${alphabet.charAt(bits >> 6)}${alphabet.charAt(bits & 63)}`)

/** The bytes as base64url, three at a time as two pairs of letters. */
function encode(): string {
  let id = ''
  for (let at = 0; at < 24; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    id += `${pairs[bits >> 12] ?? ''}${pairs[bits & 4095] ?? ''}`
  }
  return id
}

function decode(id: string): void {
  const text = atob(id.replaceAll('-', '+').replaceAll('_', '/'))
  for (let at = 0; at < 24; at++) bytes[at] = text.charCodeAt(at)
}
