import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../../access/guard.ts'
import { pageQuery, toPage } from '../../http/page.ts'
import { badField, notFound, Problem } from '../../http/problem.ts'
import { jsonBody, query } from '../../http/validate.ts'
import { channelField } from '../../links/post.ts'
import { findPost } from '../../links/post-store.ts'
import type { Runtime } from '../../runtime.ts'
import { localDay, parseDay, showDay } from '../../shops/calendar.ts'
import { chooseShop } from '../../shops/choose.ts'
import { dayField } from '../../shops/day-field.ts'
import { importValues, type ImportOrder } from './import.ts'
import { choosePost, findPlatformPost, listImports, listUnmatched, type PlatformPost } from './import-store.ts'
import { previewValues } from './preview.ts'

/** Numbers from the platforms' export files. The body is the file itself. */
export function valueImportRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/values/import', guard(runtime, 'goals:write'), query(importQuery), async (c) => {
      const asked = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, asked.shopId)
      const period = readPeriod(asked, localDay(runtime.now(), shop.timeZone))
      const order: ImportOrder = {
        ...{ channel: asked.channel, dateOrder: asked.dateOrder, fileName: asked.name, period },
        map: [asked.map ?? []].flat(),
        dryRun: asked.dryRun === '1',
      }
      return c.json(await importValues(runtime, shop, await readFile(c), order), 200)
    })
    .post('/values/import/preview', guard(runtime, 'goals:read'), query(previewQuery), async (c) => {
      const { shopId, map, name } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      return c.json(await previewValues(runtime, shop, await readFile(c), { map: [map ?? []].flat(), name }), 200)
    })
    .get('/values/imports', guard(runtime, 'goals:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const items = (await listImports(database, shop.id)).map(({ number: _, fromDay, toDay, createdAt, ...one }) => ({
        ...one,
        from: fromDay === null ? null : showDay(fromDay),
        to: toDay === null ? null : showDay(toDay),
        createdAt: new Date(createdAt).toISOString(),
      }))
      return c.json({ items }, 200)
    })
    .get('/platform-posts', guard(runtime, 'goals:read'), query(pageQuery), async (c) => {
      const { shopId, limit, cursor } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const rows = await listUnmatched(database, shop.id, {
        limit: limit + 1,
        before: cursor ?? Number.MAX_SAFE_INTEGER,
      })
      return c.json(
        toPage(rows, limit, ({ readings, ...post }) => ({ ...showPlatformPost(post), readings })),
        200,
      )
    })
    .put('/platform-posts/:id', guard(runtime, 'goals:write'), jsonBody(chosenPost), async (c) => {
      const { postId, shopId } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const platformPost = await findPlatformPost(database, shop.id, c.req.param('id'))
      if (!platformPost) throw notFound('post of a platform')
      const post = postId === null ? undefined : await findPost(database, postId)
      if (postId !== null && post?.shopId !== shop.id) throw badField('/postId', 'There is no such post in this shop.')
      if (post && post.channel !== platformPost.channel)
        throw badField('/postId', `That post is on ${post.channel}, and these numbers are of ${platformPost.channel}.`)
      await choosePost(database, platformPost.id, postId)
      return c.json(
        { ...showPlatformPost(platformPost), postId, matchedBy: postId === null ? null : ('person' as const) },
        200,
      )
    })
}

const map = z.union([z.string(), z.array(z.string()).max(100, 'must be given 100 times at most')]).optional()
const name = z.string().max(255, 'must have 255 characters at most').optional()
const shopQuery = z.strictObject({ shopId: z.string().optional() })
const previewQuery = z.strictObject({ map, name, shopId: z.string().optional() })
const importQuery = z.strictObject({
  ...{ map, name },
  dryRun: z.enum(['0', '1'], 'must be 1 or 0').optional(),
  channel: channelField.optional().describe('Of which platform, where the file may be of several.'),
  at: dayField.optional().describe('The day of the export, for numbers so far.'),
  from: dayField.optional().describe('The first of the days that were chosen at the export.'),
  to: dayField.optional().describe('The last of the days that were chosen at the export.'),
  dateOrder: z.enum(['day-first', 'month-first'], 'must be day-first or month-first').optional(),
  shopId: z.string().optional(),
})
const chosenPost = z.strictObject({
  postId: z.string('is missing: the id of your post, or null for none').nullable(),
  shopId: z.string().exactOptional(),
})

function readPeriod({ at, from, to }: Pick<z.output<typeof importQuery>, 'at' | 'from' | 'to'>, today: number) {
  if (at !== undefined && (from !== undefined || to !== undefined))
    throw badField('/at', 'Give either at, or from and to: a file is of one day or of a period.')
  if (at === undefined && from === undefined && to === undefined) return undefined
  if (at !== undefined) return { at: notLater(at, '/at', today) }
  if (from === undefined || to === undefined)
    throw badField(from === undefined ? '/from' : '/to', 'is missing: give both days.')
  if (from > to) throw badField('/to', `must be ${from} or later.`)
  return { from: parseDay(from), to: notLater(to, '/to', today) }
}

function notLater(text: string, pointer: string, today: number): number {
  const day = parseDay(text)
  if (day > today) throw badField(pointer, `is yet to come: today is ${showDay(today)}.`)
  return day
}

function showPlatformPost({ number: _, key: __, publishedDay, ...post }: PlatformPost) {
  return { ...post, publishedOn: publishedDay === null ? null : showDay(publishedDay) }
}

async function readFile(c: Context): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? ''
  if (/^(?:application\/json|multipart\/|application\/x-www-form-urlencoded)/i.test(type))
    throw new Problem(
      415,
      'Unsupported media type',
      'Send the file itself as the body, with the header Content-Type: text/csv (curl: --data-binary @export.csv).',
    )
  return new Uint8Array(await c.req.arrayBuffer())
}
