import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { sayFilters } from './filter-words.ts'
import { contentTypes, type Format, isNarrowed, type Report, streamReport } from './report-table.ts'
import { createShareDoor } from './share-door.ts'
import type { Share } from './share.ts'
import { ended, type Refusal, refuse, unreadable } from './share-refusal.ts'
import type { View } from './view.ts'
import { viewPage } from './view-html.ts'
import { readViewReport } from './view-report.ts'
import { findView } from './view-store.ts'

/** A shared view, for whoever has the link: the page, and the same as a file for spreadsheets. */
export function viewPageRoutes(runtime: Runtime) {
  const door = createShareDoor(runtime, 'view')
  return new Hono()
    .get('/-/view/:file', async (c) => {
      const [token = '', format] = c.req.param('file').split('.', 2)
      if (format !== undefined && format !== 'csv' && format !== 'ndjson') return c.notFound()
      const share = await door.open(c, token, format === undefined ? 'page' : 'file')
      if (share instanceof Response) return share
      return format === undefined ? showPage(runtime, c, { share, token }) : sendFile(runtime, c, { share, format })
    })
    .post('/-/view/:token', bodyLimit({ maxSize: 4096 }), (c) => door.unlock(c, c.req.param('token')))
}

type Shown = { readonly share: Share; readonly token: string }

async function showPage(runtime: Runtime, c: Context, { share, token }: Shown): Promise<Response> {
  const shared = await readShared(runtime, share)
  if ('status' in shared) return refuse(c, 'page', shared)
  const { view, shop, report } = shared
  const filters = await sayFilters(runtime.database, shop.id, report.filters)
  const file = `/-/view/${token}`
  return c.html(viewPage({ name: view.name, shop, share, report, filters, file, now: runtime.now() }), 200)
}

type Sent = { readonly share: Share; readonly format: Format }

async function sendFile(runtime: Runtime, c: Context, { share, format }: Sent): Promise<Response> {
  const shared = await readShared(runtime, share)
  if ('status' in shared) return refuse(c, 'file', shared)
  const extent = isNarrowed(shared.report) ? 'narrowed' : 'shared'
  return c.body(streamReport(shared.report, format, extent), 200, { 'content-type': contentTypes[format] })
}

type SharedView = { readonly view: View; readonly shop: Shop; readonly report: Report }

/** What can't be asked of a report any more was fine once: an old view's days may have become too many. */
async function readShared(runtime: Runtime, share: Share): Promise<SharedView | Refusal> {
  const view = await findView(runtime.database, share.thing, runtime.now())
  const shop = await findShop(runtime.database, share.shopId)
  if (!view || !shop) return ended
  try {
    return { view, shop, report: await readViewReport(runtime, shop, view.query) }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return unreadable(error.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join(' '))
  }
}
