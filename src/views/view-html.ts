import { html, raw } from 'hono/html'
import type { Shop } from '../shops/shop.ts'
import type { Report, ReportRow } from './report-table.ts'
import type { Share } from './share.ts'
import { sayRest, showRows } from './shown-rows.ts'
import { viewStyle } from './view-style.ts'
import { sayCount, sayCoverage, sayDays, sayMoment, sayMoney, sayQuestion, sayRange, sayRate } from './view-words.ts'

export type ViewPage = {
  readonly name: string
  readonly shop: Pick<Shop, 'name' | 'timeZone'>
  readonly share: Pick<Share, 'expiresAt'>
  readonly report: Report
  /** What the report was narrowed to, a sentence each. */
  readonly filters: readonly string[]
  /** Where the same is as a file, without its ending. */
  readonly file: string
  readonly now: number
}

/** A shared view as a page: whose, which days, what came of it and how right that is. Nothing of single orders or people. */
export function viewPage(page: ViewPage) {
  const { name, shop, share, report, filters, file, now } = page
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${name} · ${shop.name}</title>
<style>${raw(viewStyle)}</style>
</head>
<body>
<main>
<header>
<p class="soft">${shop.name}</p>
<h1 dir="auto">${name}</h1>
<p>${sayDays(report.from, report.to)} <span class="soft">(${report.timeZone})</span></p>
${[...filters, ...sayQuestion(report)].map((said) => html`<p class="soft">${said}</p>\n`)}</header>
${drawTotals(report)}
<section>
<h2>By ${report.by}</h2>
${report.rows.length === 0 ? html`<p>Nothing in these days.</p>` : drawTable(report)}
</section>
<section>
<h2>How right is this?</h2>
<ul>
${sayCoverage(report).map((sentence) => html`<li>${sentence}</li>\n`)}</ul>
</section>
<footer>
<p class="screen"><a href="${file}.csv">Download CSV</a> · <a href="${file}.ndjson">NDJSON</a> · For a PDF, print this page from your browser.</p>
<p>As of ${sayMoment(now, shop.timeZone)}. The link works until ${sayMoment(share.expiresAt, shop.timeZone)}.</p>
</footer>
</main>
</body>
</html>`
}

function drawTotals({ totals }: Report) {
  const { clicks, orders, ordersInterval, revenue, currency, aov, leads, unconverted } = totals
  const rate = sayRate(totals)
  const others = unconverted.map((one) => sayMoney(Number(one.gross) - Number(one.refunded), one.currency))
  return html`<ul class="cards">
<li><small>Clicks by people</small><strong>${sayCount(clicks.human)}</strong><small>unique, summed over days: ${sayCount(clicks.unique)}</small></li>
<li><small>Orders credited</small><strong>${sayCount(orders)}</strong><small>${sayRange(ordersInterval)}, if the same days came again${aov === null ? '' : `; ${sayMoney(aov, currency)} on average`}</small></li>
<li><small>Net revenue credited</small><strong>${sayMoney(revenue.net, currency)}</strong><small>${others.length === 0 ? '' : `and ${others.join(', ')}, not converted`}</small></li>
<li><small>Conversion rate</small><strong>${rate.value}</strong><small>${rate.interval}${rate.value === '–' ? '' : ', 95% sure'}</small></li>
${leads > 0 ? html`<li><small>Leads</small><strong>${sayCount(leads)}</strong></li>` : ''}
</ul>`
}

/** What a page shows; a file holds them all. */
const mostRows = 500

/** A month by day stands whole; of more days, the newest stand open, of other rows the first. */
const mostOpen = 31
const openOfMore = 25

function drawTable({ rows, totals, by }: Report) {
  const page = showRows(rows, by, mostRows)
  const { before, shown, after } = showRows(page.shown, by, rows.length > mostOpen ? openOfMore : mostOpen)
  return html`${sayLeftOut(by, page.before)}${drawFolded(by, before)}<table>
${drawHead(by)}
<tbody>
${shown.map((row) => drawRow(row.label, row))}</tbody>
<tfoot>
${drawRow('Altogether', totals)}</tfoot>
</table>
${drawFolded(by, after)}${sayLeftOut(by, page.after)}`
}

function sayLeftOut(by: Report['by'], rows: readonly ReportRow[]) {
  return rows.length === 0 ? '' : html`<p class="soft">And ${sayRest(rows.length, by)}, in the file.</p>\n`
}

function drawFolded(by: Report['by'], rows: readonly ReportRow[]) {
  if (rows.length === 0) return ''
  return html`<details>
<summary>${sayRest(rows.length, by)}</summary>
<table>
${drawHead(by)}
<tbody>
${rows.map((row) => drawRow(row.label, row))}</tbody>
</table>
</details>
`
}

/** Of a table of a report's rows. */
export function drawHead(by: string) {
  return html`<thead><tr><th scope="col">${by.charAt(0).toUpperCase()}${by.slice(1)}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`
}

const columns = ['Clicks', 'Orders', 'Net revenue', 'Conversion rate'] as const

export function drawRow(label: string, row: Omit<ReportRow, 'key' | 'label'>) {
  const rate = sayRate(row)
  const [clicks, orders, revenue, share] = columns
  return html`<tr><th scope="row" dir="auto">${label}</th><td data-name="${clicks}">${sayCount(row.clicks.human)}</td><td data-name="${orders}">${sayCount(row.orders)}</td><td data-name="${revenue}">${sayMoney(row.revenue.net, row.currency)}</td><td data-name="${share}">${rate.value}<small>${rate.interval}</small></td></tr>\n`
}
