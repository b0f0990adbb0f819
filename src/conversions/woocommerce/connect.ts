import { makeSecret } from '../../access/secret.ts'
import { sha256 } from '../../http/digest.ts'
import { badField, conflict, Problem } from '../../http/problem.ts'
import type { Runtime } from '../../runtime.ts'
import { dayMs } from '../../shops/calendar.ts'
import { findSource, removeSource, saveSource } from '../../shops/source-store.ts'
import * as z from 'zod'
import { ShopCallError } from './client.ts'
import { type Connection, hookUrlOf } from './connection.ts'
import { findHostFault } from './host-fault.ts'
import { readShopUrl, reachOf } from './shop-url.ts'
import { addAsk, findConnection, hasAsk, removeConnection, spendAsk } from './woocommerce-store.ts'
import { removeWebhooks } from './webhooks.ts'

/** How long an owner has to approve. */
const lastsMs = 3_600_000
/** Past orders are read as far back as customers are known by, unless told otherwise (src/shops/retention.ts). */
const historyDays = 760

/**
 * Begins to connect: where to send the owner's browser, so that the shop asks them whether its keys may be given.
 * `user_id`, which comes back with the keys, is a secret that works once and for an hour.
 * @throws Problem 400 for an address that can't be connected, 409 while another shop is
 * @source https://woocommerce.github.io/woocommerce-rest-api-docs/#rest-api-keys (Application Authentication Endpoint)
 */
export async function beginConnecting(runtime: Runtime, shopId: string, typed: string): Promise<string> {
  const { database, publicUrl, now } = runtime
  const reach = reachOf(publicUrl)
  if (reach === 'insecure') throw new Problem(409, 'Conflict', `${noReach} Until then, set the webhook up by hand.`)
  const read = readShopUrl(typed, reach)
  if (!read.ok) throw badField('/url', read.detail)
  await refusePrivate(runtime, new URL(read.url).hostname)
  await refuseSilent(runtime, read.url)
  const connected = await findConnection(database, shopId)
  if (connected && connected.url !== read.url)
    throw conflict('/url', `is not the shop that is connected, ${connected.url}: disconnect that one first.`)
  const state = makeSecret()
  const ask = { hash: await sha256(state), shopId, url: read.url, hookUrl: hookUrlOf(publicUrl, shopId) }
  await addAsk(database, ask, { now: now(), lastsMs })
  const authorize = new URL(`${read.url}/wc-auth/v1/authorize`)
  authorize.search = new URLSearchParams({
    app_name: 'Tilltrail',
    scope: 'read_write',
    user_id: state,
    return_url: `${publicUrl}/app/install`,
    callback_url: `${publicUrl}/-/woocommerce/keys`,
  }).toString()
  return authorize.href
}

const noReach = 'WooCommerce hands its keys over to a public https address only: set PUBLIC_URL to one.'

async function refusePrivate(runtime: Runtime, host: string): Promise<void> {
  const fault = await findHostFault(runtime, host)
  if (fault !== undefined) throw badField('/url', fault)
}

/** Found out here, and not by a browser that ends on a page of its own. */
async function refuseSilent({ answers }: Runtime, url: string): Promise<void> {
  if (!answers || (await answers(url))) return
  throw badField(
    '/url',
    `leads to no shop: ${new URL(url).host} does not answer. Open it in a browser and see whether it is there.`,
  )
}

/** What WooCommerce sends once the owner has approved. */
export const keysDraft = z.object({
  user_id: z.string('is missing').max(200, 'must have 200 characters at most'),
  consumer_key: z.string('is missing').regex(/^[\x21-\x39\x3b-\x7e]{8,200}$/, 'must be a key of WooCommerce’s'),
  consumer_secret: z.string('is missing').regex(/^[\x21-\x7e]{8,200}$/, 'must be a secret of WooCommerce’s'),
  key_permissions: z.literal('read_write', 'must be read_write: approve the keys to read and write'),
})

/** Takes a shop's keys, once, from whoever knows the secret that was sent along. What follows is done by a task. */
export async function takeKeys({ database, now }: Runtime, told: z.output<typeof keysDraft>): Promise<boolean> {
  const hash = await sha256(told.user_id)
  // Anybody may call this: what nobody asked for costs no write.
  if (!(await hasAsk(database, hash))) return false
  const keys = {
    hash,
    consumerKey: told.consumer_key,
    consumerSecret: told.consumer_secret,
  }
  return spendAsk(database, keys, { now: now(), from: now() - historyDays * dayMs, lastsMs })
}

/**
 * Forgets the keys and the webhooks' secret, and removes the webhooks. Resolves with why the latter could not be done,
 * or null: the rest is done all the same.
 */
export async function disconnect({ database }: Runtime, connection: Connection): Promise<string | null> {
  const problem = await removeWebhooks(connection).then(() => null, tellProblem)
  await removeConnection(database, connection.shopId)
  await forgetSecret(database, connection)
  return problem
}

/** @throws whatever isn't a call that failed */
export function tellProblem(error: unknown): string {
  if (error instanceof ShopCallError) return error.message
  throw error
}

async function forgetSecret(database: Runtime['database'], { shopId, hookedAt }: Connection): Promise<void> {
  const source = await findSource(database, shopId, 'woocommerce')
  const others = source?.secrets.filter(({ setAt }) => setAt !== hookedAt) ?? []
  if (!source || others.length === source.secrets.length) return
  if (others.length === 0) await removeSource(database, shopId, 'woocommerce')
  else await saveSource(database, { shopId, source: 'woocommerce', secrets: others })
}
