import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { findView } from '../views/view-store.ts'
import { lastDue, type Rhythm } from './due.ts'
import { checkDay, type Mail, mailDraft, mailPatch, showMail, showSent } from './mail.ts'
import { createMail, deleteMail, findMail, listMails, listSent, updateMail } from './mail-store.ts'
import { canSend, sendNow, waysToSend } from './send.ts'

/** What is sent by e-mail, to whom and when; and what became of it. */
export function mailRoutes(runtime: Runtime) {
  return new Hono<Guarded>().route('/', mailListRoutes(runtime)).route('/', oneMailRoutes(runtime))
}

function mailListRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post(
      '/leader/mails',
      describeRoute(postMails),
      guard(runtime, 'reports:write'),
      once(runtime),
      jsonBody(mailDraft),
      async (c) => {
        const { shopId, ...draft } = c.req.valid('json')
        const shop = await chooseShop(database, c.var.actor, shopId)
        checkDay(draft)
        await requireView(runtime, shop, draft.viewId)
        const now = runtime.now()
        const made = { shopId: shop.id, now, doneDay: lastDue(draft, now, shop.timeZone) }
        return c.json(await show(runtime, c.var.actor, await createMail(database, made, draft)), 201)
      },
    )
    .get('/leader/mails', describeRoute(getMails), guard(runtime, 'reports:read'), query(shopQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.valid('query').shopId)
      const items = await listMails(database, shop.id)
      return c.json(
        { by: waysToSend(runtime), items: items.map((mail) => showMail(mail, runtime.now(), shop.timeZone)) },
        200,
      )
    })
    .get('/leader/sent-mails', guard(runtime, 'reports:read'), query(pageQuery), async (c) => {
      const { limit, cursor, shopId } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      return c.json(toPage(await listSent(database, shop.id, page), limit, showSent), 200)
    })
}

function oneMailRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .patch('/leader/mails/:id', guard(runtime, 'reports:write'), jsonBody(mailPatch), async (c) => {
      const { shop, mail } = await find(runtime, c.var.actor, c.req.param('id'))
      const { recipients, ...kept } = { ...mail, ...c.req.valid('json') }
      checkDay(kept)
      await requireView(runtime, shop, kept.viewId)
      const changed = { ...kept, recipients: [...recipients] }
      await updateMail(
        database,
        mail.id,
        changed,
        passedDay(mail, kept, { now: runtime.now(), timeZone: shop.timeZone }),
      )
      return c.json(await show(runtime, c.var.actor, mail.id), 200)
    })
    .delete('/leader/mails/:id', guard(runtime, 'reports:write'), async (c) => {
      const { mail } = await find(runtime, c.var.actor, c.req.param('id'))
      await deleteMail(database, mail.id)
      return c.body(null, 204)
    })
    .post('/leader/mails/:id/test', describeRoute(postTest), guard(runtime, 'reports:write'), async (c) => {
      const { mail } = await find(runtime, c.var.actor, c.req.param('id'))
      if (!canSend(runtime))
        throw conflict('/id', 'This installation can’t send mail: run Tilltrail on a server of your own with SMTP_URL.')
      return c.json({ items: (await sendNow(runtime, mail)).map(showSent) }, 200)
    })
}

async function find({ database }: Runtime, actor: Actor, id: string): Promise<{ shop: Shop; mail: Mail }> {
  const mail = await findMail(database, id)
  const shop = mail && mayUse(actor, mail.shopId) ? await findShop(database, mail.shopId) : undefined
  if (!mail || !shop) throw notFound('mail')
  return { shop, mail }
}

async function show(runtime: Runtime, actor: Actor, id: string) {
  const { shop, mail } = await find(runtime, actor, id)
  return showMail(mail, runtime.now(), shop.timeZone)
}

async function requireView({ database, now }: Runtime, shop: Shop, viewId: string | null): Promise<void> {
  if (viewId === null) return
  const view = await findView(database, viewId, now())
  if (view?.shopId !== shop.id) throw badField('/viewId', 'is no view of this shop: GET /views lists them.')
}

/** Other days don't bring back what they would have been before. */
function passedDay(mail: Mail, changed: Rhythm, { now, timeZone }: { now: number; timeZone: string }): number {
  const isSame = mail.rhythm === changed.rhythm && mail.day === changed.day && mail.hour === changed.hour
  return isSame ? mail.doneDay : lastDue(changed, now, timeZone)
}

const shopQuery = z.strictObject({ shopId: z.string().optional() })

const postMails = {
  description:
    'A report that is sent by e-mail: the month’s page, or a view by `viewId`. `day` of the month (shorter months: their last), or of the week (1 Monday – 7 Sunday), at `hour` by the shop’s clocks. A monthly mail tells of the month before; a weekly one of the month so far. Each recipient gets a mail of their own. Without SMTP_URL the report is written to `reports/` in DATA_DIR.',
}
const getMails = { description: '`by`: mail, file (no SMTP is set: reports are kept as files), or nowhere (Workers).' }
const postTest = {
  description: 'Sends it now, to all of its recipients, and tells what became of each. Nothing is tried again.',
}
