import type { MailAsked, MailContent, Runtime } from '../runtime.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop, listShops } from '../shops/store.ts'
import { sayFilters } from '../views/filter-words.ts'
import { readViewReport } from '../views/view-report.ts'
import { findView } from '../views/view-store.ts'
import { sayCount, sayDays, sayOrders } from '../views/view-words.ts'
import { monthTold } from './due.ts'
import type { Mail } from './mail.ts'
import { findMail } from './mail-store.ts'
import type { MonthPage } from './month.ts'
import { monthHtml } from './month-html.ts'
import { monthText } from './month-text.ts'
import { readMonth } from './read-month.ts'
import { viewHtml, viewText } from './view-mail.ts'

type Reader = Pick<Runtime, 'database' | 'now' | 'publicUrl'>

/** What a mail tells on its due day. Undefined where it, or the view that it tells, is gone. */
export async function writeMail(runtime: Reader, { mailId, dueDay }: MailAsked): Promise<MailContent | undefined> {
  const mail = await findMail(runtime.database, mailId)
  const shop = mail && (await findShop(runtime.database, mail.shopId))
  return shop && makeMail(runtime, shop, mail, dueDay ?? localDay(runtime.now(), shop.timeZone))
}

async function makeMail(runtime: Reader, shop: Shop, mail: Mail, dueDay: number): Promise<MailContent | undefined> {
  const suffix = await suffixOf(runtime, shop)
  if (mail.viewId !== null) return makeViewMail(runtime, shop, { viewId: mail.viewId, dueDay })
  const page = await readMonth(runtime, shop, monthTold(mail, dueDay))
  const footer = `Open it in Tilltrail: ${runtime.publicUrl}/app/leader?month=${page.month}`
  return {
    // A month that isn't over is told up to a day, each of which has a file of its own.
    name: `${page.isOver ? page.month : page.to}${suffix}`,
    subject: toSubject(`${shop.name}, ${page.title}${page.isOver ? '' : ' so far'}: ${sayShort(page)}`),
    text: monthText(page, footer),
    html: String(await monthHtml(page, { footer })),
  }
}

type Asked = { readonly viewId: string; readonly dueDay: number }

async function makeViewMail(runtime: Reader, shop: Shop, { viewId, dueDay }: Asked): Promise<MailContent | undefined> {
  const { database, now, publicUrl } = runtime
  const view = await findView(database, viewId, now())
  if (!view || view.shopId !== shop.id) return undefined
  const report = await readViewReport(runtime, shop, view.query)
  const filters = await sayFilters(database, shop.id, report.filters)
  const shown = { name: view.name, shop, report, filters, now: now(), footer: `All views: ${publicUrl}/app/views` }
  return {
    name: `${view.id}-${showDay(dueDay)}`,
    subject: toSubject(`${shop.name}: ${view.name}, ${sayDays(report.from, report.to)}`),
    text: viewText(shown),
    html: String(await viewHtml(shown)),
  }
}

/** `31–44 of 212 orders from social` */
function sayShort({ numbers }: MonthPage): string {
  const { orders, ordersByModel, shopOrders } = numbers
  if (shopOrders === 0) return 'no orders'
  const [fewest, most] = [Math.round(ordersByModel.fewest), Math.round(ordersByModel.most)]
  const brought = fewest === most ? sayCount(orders) : `${sayCount(fewest)}–${sayCount(most)}`
  return `${brought} of ${sayOrders(shopOrders)} from social`
}

/** One line whatever names are in it: what begins a new one could be a header. */
function toSubject(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, 200)
}

/** Of several shops each has files of its own. */
async function suffixOf({ database }: Reader, { id }: Shop): Promise<string> {
  return (await listShops(database)).length > 1 ? `-${id}` : ''
}
