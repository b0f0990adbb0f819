import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { type Actor, boundShop, guard, type Guarded } from '../access/guard.ts'
import { badField, Problem } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findRetention, retentionChange } from '../shops/retention.ts'
import { writeRetentionSetting } from '../shops/retention-store.ts'
import { erase, type Erasing, findClickShop } from './erase.ts'

/** Erasing what is known of an order, a customer or a click, and how long what is known is kept. */
export function privacyRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post(
      '/erasures',
      describeRoute(postErasure),
      guard(runtime, 'erasures:write'),
      jsonBody(erasureDraft),
      async (c) => {
        const erasing = await findErasing(runtime, c.var.actor, c.req.valid('json'))
        return c.json(await erase(runtime, erasing), 200)
      },
    )
    .get('/retention', guard(runtime, 'shops:read'), async (c) => c.json(await findRetention(database), 200))
    .patch('/retention', guard(runtime, 'shops:write'), jsonBody(retentionChange), async (c) => {
      refuseBound(c.var.actor)
      const changed = { ...(await findRetention(database)), ...c.req.valid('json') }
      await writeRetentionSetting(database, JSON.stringify(changed))
      return c.json(changed, 200)
    })
}

const idField = z.string('must be text').trim().min(1, 'must not be empty').max(256, 'must have 256 characters at most')

const erasureDraft = z.strictObject({
  orderId: idField.optional(),
  customerId: idField.optional(),
  click: idField.optional(),
  shopId: z.string('must be the id of a shop').max(64, 'is not a shop id').optional(),
})

/** @throws Problem 400 unless one thing is named, 404 for another's shop */
async function findErasing(
  { database }: Runtime,
  actor: Actor,
  { orderId, customerId, click, shopId }: z.output<typeof erasureDraft>,
): Promise<Erasing> {
  const named = [orderId, customerId, click].filter((id) => id !== undefined)
  if (named.length !== 1) throw badField('', 'Name one of orderId, customerId and click: each erasure is of one.')
  if (click !== undefined) {
    const ownerId = await findClickShop(database, click)
    if (ownerId === undefined || !mayUse(actor, ownerId) || (shopId ?? ownerId) !== ownerId)
      throw badField('/click', 'is not the id of a click of yours: it is what stood in the till parameter.')
    return { kind: 'click', id: click, shopId: ownerId }
  }
  const shop = await chooseShop(database, actor, shopId)
  return orderId === undefined
    ? { kind: 'customer', id: customerId ?? '', shopId: shop.id }
    : { kind: 'order', id: orderId, shopId: shop.id }
}

/** How long data is kept goes for all shops. */
function refuseBound(actor: Actor): void {
  if (boundShop(actor) === undefined) return
  throw new Problem(403, 'Forbidden', 'This key is bound to one shop, and this goes for all: use a key without a shop.')
}

const postErasure = {
  description:
    'Erases an order with all that was told of it, a customer from their sales, or what names a click. What was erased ' +
    'is not stored again. It cannot be undone.',
}
