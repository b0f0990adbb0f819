import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Runtime } from '../runtime.ts'
import { findShop } from '../shops/store.ts'
import type { Share } from '../views/share.ts'
import { createShareDoor } from '../views/share-door.ts'
import { sayMoment } from '../views/view-words.ts'
import { monthHtml } from './month-html.ts'
import { readMonth } from './read-month.ts'

/** A shared month, for whoever has the link. */
export function monthPageRoutes(runtime: Runtime) {
  const door = createShareDoor(runtime, 'month')
  return new Hono()
    .get('/-/month/:token', async (c) => {
      const share = await door.open(c, c.req.param('token'), 'page')
      return share instanceof Response ? share : showPage(runtime, c, share)
    })
    .post('/-/month/:token', bodyLimit({ maxSize: 4096 }), (c) => door.unlock(c, c.req.param('token')))
}

async function showPage(runtime: Runtime, c: Context, share: Share): Promise<Response> {
  const shop = await findShop(runtime.database, share.shopId)
  if (!shop) throw new Error(`${share.id} shows a month of a shop that is gone`)
  const page = await readMonth(runtime, shop, share.thing)
  const footer = `The link works until ${sayMoment(share.expiresAt, shop.timeZone)}.`
  return c.html(monthHtml(page, { footer }), 200)
}
