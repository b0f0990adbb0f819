import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { guard, type Guarded } from '../../access/guard.ts'
import { readFile } from '../../http/read-file.ts'
import { query } from '../../http/validate.ts'
import { answerSteps, inPieces, orEnd } from '../../links/import/answer.ts'
import { createTurns } from '../../links/import/turn.ts'
import type { Runtime } from '../../runtime.ts'
import { chooseShop } from '../../shops/choose.ts'
import { decimalKinds } from '../../shops/amount.ts'
import { importOrders, type OrderImportStep } from './import.ts'
import { orderLayoutIds } from './layouts.ts'
import { dateKinds } from './moment.ts'
import { previewOrders } from './preview.ts'

/**
 * Orders from a shop's own list. The body is the file itself, or a form with it as `file`. It is read whole before the
 * answer begins, then answered order by order; it is kept nowhere.
 */
export function orderImportRoutes(runtime: Runtime) {
  const [takeImport, takePreview] = [createTurns(runtime.now), createTurns(runtime.now)]
  return new Hono<Guarded>()
    .post(
      '/conversions/import',
      describeRoute(postImport),
      guard(runtime, 'conversions:write'),
      query(importQuery),
      async (c) => {
        const { shopId, dryRun, map, status, ...order } = c.req.valid('query')
        const shop = await chooseShop(runtime.database, c.var.actor, shopId)
        const asked = { ...order, dryRun: dryRun === '1', map: [map ?? []].flat(), status: [status ?? []].flat() }
        const turn = takeImport()
        const steps = await orEnd(turn, async () =>
          importOrders(runtime, shop, inPieces(await readFile(c, file)), asked),
        )
        return answerSteps(c, runtime, { steps, turn, toLast })
      },
    )
    .post(
      '/conversions/import/preview',
      describeRoute(postPreview),
      guard(runtime, 'conversions:read'),
      query(previewQuery),
      async (c) => {
        const { from, map } = c.req.valid('query')
        const turn = takePreview()
        const asked = { from, map: [map ?? []].flat() }
        const preview = await orEnd(turn, async () => previewOrders(await readFile(c, file), asked))
        turn.end()
        return c.json(preview, 200)
      },
    )
}

function toLast({ summary, nextRow }: OrderImportStep) {
  return { summary, nextRow: nextRow ?? null }
}

const file = { name: 'orders.csv', isFormTaken: true }

const postImport = {
  description:
    "Takes in orders from a shop's CSV export (Shopify, WooCommerce or any with named columns) and compares them with what we have. One line of JSON for each order, then for each that the file lacks, then the summary. On Workers a call takes in 25 orders: `nextRow`, beside the summary, is where the next call with the same file begins (`fromRow`), null at the end of the file.",
}
const postPreview = { description: 'How the beginning of a list of orders is understood, column by column.' }

const wishes = (name: string) =>
  z.union([z.string(), z.array(z.string()).max(50, `${name} must be given 50 times at most`)]).optional()
const fileFields = {
  from: z.enum(['auto', ...orderLayoutIds], `must be one of auto, ${orderLayoutIds.join(', ')}`).default('auto'),
  map: wishes('map'),
}
const previewQuery = z.strictObject(fileFields)
const importQuery = z.strictObject({
  ...fileFields,
  status: wishes('status'),
  decimals: z.enum(decimalKinds, `must be one of ${decimalKinds.join(', ')}`).default('auto'),
  dates: z.enum(dateKinds, `must be one of ${dateKinds.join(', ')}`).default('auto'),
  dryRun: z.enum(['0', '1'], 'must be 1 or 0').optional(),
  fromRow: z.coerce
    .number('must be the nextRow of the call before')
    .int('must be the nextRow of the call before')
    .min(1, 'must be 1 or more')
    .optional(),
  shopId: z.string().optional(),
})
