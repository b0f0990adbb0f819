import * as z from 'zod'
import { callShop, type Keys, ShopCallError } from './client.ts'
import type { Connection } from './connection.ts'

/** What a shop is to tell of: refunds and cancellations come as updates, deleted orders tell nothing that is counted. */
const topics = ['order.created', 'order.updated'] as const

const webhookList = z.array(
  z.object({ id: z.number(), topic: z.string(), status: z.string(), delivery_url: z.string() }),
)
type Webhook = z.output<typeof webhookList>[number]

/** A shop's webhooks that tell us. @throws ShopCallError */
export async function listOwnWebhooks(connection: Connection): Promise<readonly Webhook[]> {
  const found: Webhook[] = []
  for (let page = 1; page <= mostPages; page++) {
    const query = { per_page: '100', page: String(page) }
    const parsed = webhookList.safeParse((await callShop(connection, { path: '/webhooks', query })).body)
    if (!parsed.success) throw new ShopCallError('The shop’s list of webhooks can’t be read: update WooCommerce.', 200)
    found.push(...parsed.data)
    if (parsed.data.length < 100) break
  }
  return found.filter((one) => one.delivery_url === connection.hookUrl)
}

const mostPages = 10

/** Makes the webhooks that are missing and brings those that are there to this secret, switched on: none is doubled. */
export async function ensureWebhooks(connection: Connection, secret: string): Promise<void> {
  const own = await listOwnWebhooks(connection)
  for (const topic of topics) {
    const there = own.filter((one) => one.topic === topic)
    for (const { id } of there) await putWebhook(connection, id, { secret, status: 'active' })
    if (there.length === 0) await makeWebhook(connection, topic, secret)
  }
}

/** Whether a shop tells us all that it is to tell. */
export function tellsAll(own: readonly Webhook[]): boolean {
  return topics.every((topic) => own.some((one) => one.topic === topic))
}

/** Has those of ours tell at this address from now on. */
export async function moveWebhooks(connection: Connection, hookUrl: string): Promise<void> {
  for (const { id } of await listOwnWebhooks(connection)) await putWebhook(connection, id, { delivery_url: hookUrl })
}

/** Switches those of ours on that WooCommerce has switched off. */
export async function enableWebhooks(connection: Connection, webhooks: readonly Webhook[]): Promise<void> {
  for (const { id } of webhooks) await putWebhook(connection, id, { status: 'active' })
}

export async function removeWebhooks(connection: Connection): Promise<void> {
  for (const { id } of await listOwnWebhooks(connection))
    await callShop(connection, { method: 'DELETE', path: `/webhooks/${id}`, query: { force: 'true' } })
}

async function makeWebhook(connection: Connection, topic: string, secret: string): Promise<void> {
  const body = { name: `Tilltrail: ${topic}`, topic, delivery_url: connection.hookUrl, secret, status: 'active' }
  await callShop(connection, { method: 'POST', path: '/webhooks', body })
}

async function putWebhook(keys: Keys, id: number, body: Readonly<Record<string, string>>): Promise<void> {
  await callShop(keys, { method: 'PUT', path: `/webhooks/${id}`, body })
}
