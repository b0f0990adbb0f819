import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../../access/guard.ts'
import { lineStream } from '../../http/lines.ts'
import { Problem } from '../../http/problem.ts'
import { query } from '../../http/validate.ts'
import type { Runtime } from '../../runtime.ts'
import { chooseShop } from '../../shops/choose.ts'
import { channelField } from '../post.ts'
import { type ImportStep, importLinks } from './import.ts'
import { layoutIds } from './layouts.ts'
import type { ImportSummary, Outcome } from './outcome.ts'
import { previewImport } from './preview.ts'
import { createTurns, type Turn } from './turn.ts'

/**
 * Links from a file of another service, or one's own. The body is the file itself. It is read whole before the answer
 * begins (many clients send all before they read), then answered row by row as it is taken in.
 */
export function importRoutes(runtime: Runtime) {
  const [takeImport, takePreview] = [createTurns(runtime.now), createTurns(runtime.now)]
  return new Hono<Guarded>()
    .post('/links/import', guard(runtime, 'links:write'), query(importQuery), async (c) => {
      const { shopId, dryRun, keepDomain, map, ...order } = c.req.valid('query')
      const shop = await chooseShop(runtime.database, c.var.actor, shopId)
      const isSet = { keepDomain: keepDomain === '1', dryRun: dryRun === '1' }
      const asked = { ...order, ...isSet, map: [map ?? []].flat() }
      const turn = takeImport()
      const steps = await orEnd(turn, async () => importLinks(runtime, shop, inPieces(await readFile(c)), asked))
      return c.body(lineStream(toLines(runtime, steps, turn), showLine), 200, {
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
    })
    .post('/links/import/preview', guard(runtime, 'links:read'), query(previewQuery), async (c) => {
      const { from, map } = c.req.valid('query')
      const turn = takePreview()
      const asked = { from, map: [map ?? []].flat() }
      const preview = await orEnd(turn, async () => previewImport(await readFile(c), asked))
      turn.end()
      return c.json(preview, 200)
    })
}

const flag = z.enum(['0', '1'], 'must be 1 or 0').optional()
const fileFields = {
  from: z.enum(['auto', ...layoutIds], `must be one of auto, ${layoutIds.join(', ')}`).default('auto'),
  map: z.union([z.string(), z.array(z.string()).max(50, 'must be given 50 times at most')]).optional(),
}
const previewQuery = z.strictObject(fileFields)
const importQuery = z.strictObject({
  ...fileFields,
  dryRun: flag,
  keepDomain: flag,
  campaign: z.string().max(256, 'must have 256 characters at most').optional(),
  channel: channelField.optional(),
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
  if (/^(?:application\/json|multipart\/|application\/x-www-form-urlencoded)/i.test(type))
    throw new Problem(
      415,
      'Unsupported media type',
      'Send the file itself as the body, with the header Content-Type: text/csv (curl: --data-binary @links.csv).',
    )
  return new Uint8Array(await c.req.arrayBuffer())
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

type Line = Outcome | { readonly summary: ImportSummary } | { readonly problem: unknown }

/** The last line is the summary, or the problem that cut the import short: what stands before it is in. */
async function* toLines(
  runtime: Runtime,
  steps: AsyncGenerator<ImportStep>,
  turn: Turn,
): AsyncGenerator<readonly Line[]> {
  let last: ImportStep | undefined
  try {
    for await (const step of steps) {
      turn.goOn()
      yield step.outcomes
      last = step
    }
  } catch (error) {
    runtime.log.error('import cut short', {
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
