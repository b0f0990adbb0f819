import { Hono } from 'hono'
import type * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { makeSecret } from '../access/secret.ts'
import { sha256 } from '../http/digest.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { isTaken } from '../storage/database.ts'
import { chooseShop } from './choose.ts'
import { endOf, mostSecrets, type Secret, shopSources, type ShopSource, showSource, sourceDraft } from './source.ts'
import { findSource, listSources, removeSource, saveSource } from './source-store.ts'

/** Where a shop's own systems tell of orders by themselves: their secrets, and the address to paste there. */
export function sourceRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/shops/:id/sources', guard(runtime, 'shops:read'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const sources = await listSources(database, shop.id)
      const items = sources.map((one) => showSource(one, hookUrl(runtime, shop.id, one.source)))
      return c.json({ items, nextCursor: null }, 200)
    })
    .get('/shops/:id/sources/:source', guard(runtime, 'shops:read'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const found = await findSource(database, shop.id, parseSource(c.req.param('source')))
      if (!found) throw notFound('source: set its secret first')
      return c.json(showSource(found, hookUrl(runtime, shop.id, found.source)), 200)
    })
    .put('/shops/:id/sources/:source', guard(runtime, 'shops:write'), jsonBody(sourceDraft), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const source = parseSource(c.req.param('source'))
      return c.json(await setSource(runtime, { shopId: shop.id, source, draft: c.req.valid('json') }), 200)
    })
    .delete('/shops/:id/sources/:source', guard(runtime, 'shops:write'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      await removeSource(database, shop.id, parseSource(c.req.param('source')))
      return c.body(null, 204)
    })
}

function parseSource(name: string): ShopSource {
  const known = shopSources.find((source) => source === name)
  if (known === undefined) throw notFound(`source. There are ${shopSources.join(', ')}`)
  return known
}

type NewSecrets = {
  readonly shopId: string
  readonly source: ShopSource
  readonly draft: z.output<typeof sourceDraft>
}

/** The address of a postback is its secret: it is told here, once. */
async function setSource(runtime: Runtime, { shopId, source, draft }: NewSecrets) {
  const { database } = runtime
  const told = draft.secrets ?? (source === 'postback' ? [makeSecret()] : undefined)
  if (told === undefined)
    throw badField('/secrets', 'is missing: give the one that your shop system shows, such as ["s3cr3t"].')
  const isPostback = source === 'postback'
  if (isPostback) refuseNoPath(told)
  const setAt = runtime.now()
  const fresh = await Promise.all(
    told.map(async (text) => ({ secret: isPostback ? await sha256(text) : text, end: endOf(text), setAt })),
  )
  const previous = draft.keepPrevious ? ((await findSource(database, shopId, source))?.secrets ?? []) : []
  const secrets = uniqueSecrets([...fresh, ...previous]).slice(0, mostSecrets)
  await saveSource(database, { shopId, source, secrets }).catch((error: unknown) => {
    if (isTaken(error, 'postback_tokens')) throw conflict('/secrets', 'is a token in use: take another one.')
    throw error
  })
  const saved = await findSource(database, shopId, source)
  if (!saved) throw notFound('source')
  const [token = ''] = told
  const url = isPostback ? `${runtime.publicUrl}/postback/${encodeURIComponent(token)}` : undefined
  return showSource(saved, url ?? hookUrl(runtime, shopId, source))
}

/** Browsers and proxies take such parts of a path away. */
function refuseNoPath(tokens: readonly string[]): void {
  if (tokens.some((token) => /^\.{1,2}$/.test(token)))
    throw badField('/secrets', 'must be more than dots: the token is a part of an address.')
}

function uniqueSecrets(secrets: readonly Secret[]): Secret[] {
  return secrets.filter(({ secret }, index) => secrets.findIndex((one) => one.secret === secret) === index)
}

function hookUrl({ publicUrl }: Runtime, shopId: string, source: ShopSource): string | null {
  return source === 'postback' ? null : `${publicUrl}/hooks/${source}/${shopId}`
}
