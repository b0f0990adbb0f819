import { html, raw } from 'hono/html'
import type { Shop } from '../shops/shop.ts'
import type { Report, ReportRow } from '../views/report-table.ts'
import { sayRest, showRows } from '../views/shown-rows.ts'
import { drawHead, drawRow } from '../views/view-html.ts'
import { viewStyle } from '../views/view-style.ts'
import { sayClicks, sayCoverage, sayDays, sayMoment, sayMoney, sayOrders, sayQuestion } from '../views/view-words.ts'

type Shown = {
  readonly name: string
  readonly shop: Pick<Shop, 'name' | 'timeZone'>
  readonly report: Report
  readonly filters: readonly string[]
  readonly now: number
  readonly footer: string
}

/** More rows than these nobody reads in a mail. */
const mostRows = 50

/** A saved view as the body of a mail: its totals, rows and how right they are. */
export function viewHtml({ name, shop, report, filters, now, footer }: Shown) {
  const { before, shown, after } = showRows(report.rows, report.by, mostRows)
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${name}</title><style>${raw(viewStyle)}</style></head>
<body><main>
<p class="soft" dir="auto">${shop.name}</p>
<h1 dir="auto">${name}</h1>
<p>${sayDays(report.from, report.to)} (${report.timeZone})</p>
${[...filters, ...sayQuestion(report)].map((said) => html`<p class="soft">${said}</p>\n`)}<p><strong>${sayTotals(report.totals)}</strong></p>
<section><h2>By ${report.by}</h2>
${drawRest(report.by, before)}<table>${drawHead(report.by)}<tbody>
${shown.map((row) => drawRow(row.label, row))}</tbody></table>
${drawRest(report.by, after)}</section>
<section><h2>How right is this?</h2><ul>${sayCoverage(report).map((said) => html`<li>${said}</li>\n`)}</ul></section>
<footer><p>As of ${sayMoment(now, shop.timeZone)}. ${footer}</p></footer>
</main></body>
</html>`
}

/** The same in plain text. */
export function viewText({ name, shop, report, filters, now, footer }: Shown): string {
  const { before, shown, after } = showRows(report.rows, report.by, mostRows)
  const sayLeftOut = (rows: readonly ReportRow[]) =>
    rows.length > 0 ? [`- and ${sayRest(rows.length, report.by)}`] : []
  const rows = shown.map((row) => `- ${row.label}: ${sayTotals(row)}`)
  return `${[
    `${shop.name}: ${name}\n${sayDays(report.from, report.to)} (${report.timeZone})`,
    [...filters, ...sayQuestion(report)].join('\n'),
    sayTotals(report.totals),
    [`BY ${report.by.toUpperCase()}`, ...sayLeftOut(before), ...rows, ...sayLeftOut(after)].join('\n'),
    ['HOW RIGHT IS THIS?', ...sayCoverage(report).map((said) => `- ${said}`)].join('\n'),
    `As of ${sayMoment(now, shop.timeZone)}. ${footer}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

type Totals = Pick<ReportRow, 'clicks' | 'orders' | 'revenue' | 'currency'>

function sayTotals({ clicks, orders, revenue, currency }: Totals): string {
  return `${sayClicks(clicks.human)}, ${sayOrders(orders)}, ${sayMoney(revenue.net, currency)} after returns`
}

function drawRest(by: Report['by'], rows: readonly ReportRow[]) {
  return rows.length === 0 ? '' : html`<p class="soft">And ${sayRest(rows.length, by)}.</p>`
}
