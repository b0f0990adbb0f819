import { makeSecret } from '../../access/secret.ts'
import type { Runtime } from '../../runtime.ts'
import { dayMs } from '../../shops/calendar.ts'
import { endOf, type Secret } from '../../shops/source.ts'
import { findSource, saveSource } from '../../shops/source-store.ts'
import { ShopCallError } from './client.ts'
import { type Connection, type ConnectionStep, hookUrlOf } from './connection.ts'
import { findHostFault } from './host-fault.ts'
import { readPage } from './past-orders.ts'
import { reachOf } from './shop-url.ts'
import { enableWebhooks, ensureWebhooks, listOwnWebhooks, moveWebhooks, tellsAll } from './webhooks.ts'
import { changeConnection, claim, type ConnectionChange, findDue } from './woocommerce-store.ts'

/**
 * Does the next step for one connected shop, where one is due: resolves with false, since a portion at a time is enough.
 * A step that fails is tried again in ten minutes, and what went wrong stands with the connection meanwhile.
 */
export async function keepWooCommerce(runtime: Runtime): Promise<boolean> {
  const { database, now } = runtime
  const due = await findDue(database, now())
  if (!due || !(await claim(database, due, now() + claimMs))) return false
  try {
    const { hostname } = new URL(due.url)
    const fault = await findHostFault(runtime, hostname)
    if (fault !== undefined) throw new ShopCallError(`The shop’s address ${fault} Is it moving? It is tried again.`, 0)
    const change = await steps[due.step](runtime, due)
    await changeConnection(database, due, { nextAt: now(), problem: null, ...change })
  } catch (error) {
    const problem = error instanceof ShopCallError ? error.message : 'Something went wrong on our side: see the log.'
    if (!(error instanceof ShopCallError))
      runtime.log.error('a WooCommerce shop could not be looked after', { error: String(error) })
    await changeConnection(database, due, { nextAt: now() + retryMs, problem })
  }
  return false
}

/** Longer than a step takes at its slowest. */
const claimMs = 5 * 60_000
const retryMs = 10 * 60_000
const recentDays = 3
/** A webhook that was switched off is told of so long, mended or not. */
const tellDisabledMs = 3 * dayMs
/** One that is switched off again within this time stays so: whatever makes its deliveries fail is still there. */
const mendAgainMs = 7 * dayMs

type Step = (runtime: Runtime, connection: Connection) => Promise<ConnectionChange>
const steps: Readonly<Record<ConnectionStep, Step>> = {
  webhooks: makeWebhooks,
  orders: readOrders,
  check: checkWebhooks,
  recent: readRecent,
}

async function makeWebhooks(runtime: Runtime, connection: Connection): Promise<ConnectionChange> {
  await ensureWebhooks(connection, await secretOf(runtime, connection))
  return { step: 'orders', page: 1 }
}

/** The secret that was made for this shop's webhooks, once; those set by hand, two at most, live on beside it. */
async function secretOf({ database, now }: Runtime, connection: Connection): Promise<string> {
  const { shopId, hookedAt } = connection
  const known = await readSecrets(database, shopId)
  const made = known.find(({ setAt }) => setAt === hookedAt)
  if (made) return made.secret
  const [secret, setAt] = [makeSecret(), now()]
  const secrets = [{ secret, setAt, end: endOf(secret) }, ...known]
  await saveSource(database, { shopId, source: 'woocommerce', secrets })
  await changeConnection(database, connection, { hookedAt: setAt })
  return secret
}

async function readSecrets(database: Runtime['database'], shopId: string): Promise<readonly Secret[]> {
  return (await findSource(database, shopId, 'woocommerce'))?.secrets ?? []
}

async function readOrders(runtime: Runtime, connection: Connection): Promise<ConnectionChange> {
  const { isEnd, afterAt, page, left, read } = await readPage(runtime, connection, 'made')
  const total = connection.ordersTotal ?? left
  // What is left is counted by the shop: a page that is read twice, or an order deleted meanwhile, is no error here.
  const ordersRead =
    total === null ? connection.ordersRead + read : Math.max(connection.ordersRead, total - (left ?? 0) + read)
  if (isEnd) return { ordersTotal: total, ordersRead: total ?? ordersRead, ...rest(runtime) }
  return { ordersTotal: total, ordersRead, afterAt, page }
}

function rest({ now }: Runtime): ConnectionChange {
  return { step: 'check', checkedAt: now(), nextAt: now() + dayMs }
}

async function checkWebhooks(runtime: Runtime, found: Connection): Promise<ConnectionChange> {
  const now = runtime.now()
  const connection = await followPublicUrl(runtime, found)
  const own = await listOwnWebhooks(connection)
  const begin = { step: 'recent', afterAt: now - recentDays * dayMs, page: 1 } as const
  const off = own.filter(({ status }) => status === 'disabled')
  if (off.length > 0) {
    const isMendedLately = connection.mendedAt !== null && now - connection.mendedAt < mendAgainMs
    if (isMendedLately) return { ...begin, disabledAt: now }
    await enableWebhooks(connection, off)
    return { ...begin, disabledAt: now, mendedAt: now }
  }
  // Somebody removed them, or their secret, while the shop stayed connected.
  const isSecretThere = (await readSecrets(runtime.database, connection.shopId)).some(
    ({ setAt }) => setAt === connection.hookedAt,
  )
  if (!tellsAll(own) || !isSecretThere) await ensureWebhooks(connection, await secretOf(runtime, connection))
  const isLongAgo = connection.disabledAt !== null && now - connection.disabledAt >= tellDisabledMs
  return isLongAgo ? { ...begin, disabledAt: null } : begin
}

/**
 * Where PUBLIC_URL was changed, the webhooks tell there from now on. Not by an address that the shop can't reach: another
 * process may be without PUBLIC_URL, and on Workers the task has only a placeholder then.
 */
async function followPublicUrl({ database, publicUrl }: Runtime, connection: Connection): Promise<Connection> {
  const hookUrl = hookUrlOf(publicUrl, connection.shopId)
  if (hookUrl === connection.hookUrl || publicUrl.endsWith('.invalid')) return connection
  if (reachOf(publicUrl) !== 'public' && reachOf(connection.hookUrl) === 'public') return connection
  await moveWebhooks(connection, hookUrl)
  await changeConnection(database, connection, { hookUrl })
  return { ...connection, hookUrl }
}

async function readRecent(runtime: Runtime, connection: Connection): Promise<ConnectionChange> {
  const { isEnd } = await readPage(runtime, connection, 'changed')
  return isEnd || connection.page >= mostRecentPages ? rest(runtime) : { page: connection.page + 1 }
}

/** A WooCommerce older than 5.8 doesn't know the filter and shows all orders there ever were. */
const mostRecentPages = 100
