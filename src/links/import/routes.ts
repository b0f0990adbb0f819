import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../../access/guard.ts'
import { readFile } from '../../http/read-file.ts'
import { query } from '../../http/validate.ts'
import type { Runtime } from '../../runtime.ts'
import { chooseShop } from '../../shops/choose.ts'
import { channelField } from '../post.ts'
import { answerSteps, inPieces, orEnd } from './answer.ts'
import { importLinks } from './import.ts'
import { layoutIds } from './layouts.ts'
import { previewImport } from './preview.ts'
import { createTurns } from './turn.ts'

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
      const steps = await orEnd(turn, async () => importLinks(runtime, shop, inPieces(await readFile(c, file)), asked))
      return answerSteps(c, runtime, { steps, turn, toLast: ({ summary }) => ({ summary }) })
    })
    .post('/links/import/preview', guard(runtime, 'links:read'), query(previewQuery), async (c) => {
      const { from, map } = c.req.valid('query')
      const turn = takePreview()
      const asked = { from, map: [map ?? []].flat() }
      const preview = await orEnd(turn, async () => previewImport(await readFile(c, file), asked))
      turn.end()
      return c.json(preview, 200)
    })
}

const file = { name: 'links.csv' }

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
