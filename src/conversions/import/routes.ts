import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { guard, type Guarded } from '../../access/guard.ts'
import { lineStream } from '../../http/lines.ts'
import { badField, Problem } from '../../http/problem.ts'
import { query } from '../../http/validate.ts'
import { createTurns, type Turn } from '../../links/import/turn.ts'
import type { Runtime } from '../../runtime.ts'
import { chooseShop } from '../../shops/choose.ts'
import { decimalKinds } from './amount.ts'
import { importOrders, type OrderImportStep } from './import.ts'
import { orderLayoutIds } from './layouts.ts'
import { dateKinds } from './moment.ts'
import type { OrderImportSummary, OrderOutcome } from './outcome.ts'
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
        const steps = await orEnd(turn, async () => importOrders(runtime, shop, inPieces(await readFile(c)), asked))
        return c.body(lineStream(toLines(runtime, steps, turn), showLine), 200, {
          'content-type': 'application/x-ndjson',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
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
        const preview = await orEnd(turn, async () => previewOrders(await readFile(c), asked))
        turn.end()
        return c.json(preview, 200)
      },
    )
}

const postImport = {
  description:
    "Takes in orders from a shop's CSV export (Shopify, WooCommerce or any with named columns) and compares them with what we have. One line of JSON for each order, then for each that the file lacks, then the summary.",
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
  shopId: z.string().optional(),
})

/** What fails before the answer begins ends the turn. */
async function orEnd<Read>(turn: Turn, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read()
  } catch (error) {
    turn.end()
    throw error
  }
}

async function readFile(c: Context): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? ''
  if (/^application\/(?:json|x-www-form-urlencoded)/i.test(type))
    throw new Problem(
      415,
      'Unsupported media type',
      'Send the file itself as the body, with the header Content-Type: text/csv (curl: --data-binary @orders.csv), or as the field file of a form.',
    )
  if (!/^multipart\//i.test(type)) return new Uint8Array(await c.req.arrayBuffer())
  const file = (await c.req.parseBody())['file']
  if (!(file instanceof File)) throw badField('/file', 'is missing: send the list of orders as the field file.')
  return new Uint8Array(await file.arrayBuffer())
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

type Line = OrderOutcome | { readonly summary: OrderImportSummary } | { readonly problem: unknown }

/** The last line is the summary, or the problem that cut the import short: what stands before it is in. */
async function* toLines(
  runtime: Runtime,
  steps: AsyncGenerator<OrderImportStep>,
  turn: Turn,
): AsyncGenerator<readonly Line[]> {
  let last: OrderImportStep | undefined
  try {
    for await (const step of steps) {
      turn.goOn()
      yield step.outcomes
      last = step
    }
  } catch (error) {
    runtime.log.error('import of orders cut short', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    const detail = 'It could not be stored any further. Import the same file again: what is in stays as it is.'
    return yield [{ problem: { status: 503, title: 'Not available', detail, errors: [] } }]
  } finally {
    turn.end()
  }
  if (last) yield [{ summary: last.summary }]
}

function showLine(line: Line): string {
  return JSON.stringify(line)
}
