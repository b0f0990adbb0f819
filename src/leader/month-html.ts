import { html, raw } from 'hono/html'
import { sayCount, sayMoment } from '../views/view-words.ts'
import type { MonthPage } from './month.ts'
import { sayAmount } from './say-amount.ts'

type Shown = { readonly footer: string }

/** The month as one document without scripts or outside resources: a page, a sheet of A4, and the body of a mail. */
export function monthHtml(page: MonthPage, { footer }: Shown) {
  const { title, shop, sentence, says, goals, posts, saw, lastYear, note, nextStep } = page
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title} · ${shop}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<p class="soft" dir="auto">${shop}</p>
<h1>${title}${page.isOver ? '' : ' so far'}</h1>
<p class="lead">${sentence}</p>
${drawNumbers(page)}
${note === '' && nextStep === '' ? '' : drawWritten(note, nextStep)}
<section><h2>Main goals</h2>
${goals.length === 0 ? html`<p>No main goal was set for these days.</p>` : drawList(goals.map(({ name, says: said }) => [name, said]))}</section>
<section><h2>${posts.title}</h2>
<p>${posts.says}</p>
${posts.rows.length === 0 ? '' : drawList(posts.rows.map(({ label, says: said }) => [label, said]))}</section>
<section><h2>A year ago</h2><p>${lastYear.says}</p></section>
<section><h2>How right is this?</h2>
<ul>${[...says, ...saw].map((said) => html`<li>${said}</li>\n`)}</ul></section>
<footer><p>As of ${sayMoment(Date.parse(page.asOf), page.timeZone)} (${page.timeZone}). ${footer}</p></footer>
</main>
</body>
</html>`
}

function drawNumbers({ numbers, currency }: MonthPage) {
  const { orders, ordersByModel, shopOrders, clicks, revenue, profit, profitSays } = numbers
  const [fewest, most] = [Math.round(ordersByModel.fewest), Math.round(ordersByModel.most)]
  const shown = fewest === most ? sayCount(orders) : `${sayCount(fewest)}–${sayCount(most)}`
  return html`<table class="numbers"><tr>
<td><small>Orders from social</small><strong>${shown}</strong><small>of ${sayCount(shopOrders)}</small></td>
<td><small>After returns</small><strong>${sayAmount(revenue.net, currency)}</strong><small>${sayAmount(revenue.gross, currency)} before</small></td>
<td><small>Left</small><strong>${profit === null ? '–' : sayAmount(profit, currency)}</strong><small>${profit === null ? 'not known' : profitSays}</small></td>
<td><small>Clicks</small><strong>${sayCount(clicks)}</strong><small>by people</small></td>
</tr></table>`
}

function drawWritten(note: string, nextStep: string) {
  return html`<section class="written">
${note === '' ? '' : html`<h2>Note</h2><p class="own" dir="auto">${note}</p>`}
${nextStep === '' ? '' : html`<h2>Next step</h2><p class="own" dir="auto">${nextStep}</p>`}
</section>`
}

function drawList(rows: readonly (readonly [name: string, said: string])[]) {
  return html`<ul>${rows.map(([name, said]) => html`<li><strong dir="auto">${name}</strong> – ${said}</li>\n`)}</ul>`
}

const style = `:root{color-scheme:light dark;--ground:#f6f6f2;--card:#fff;--text:#1b1f23;--soft:#5b636b;--line:#dcdcd4;--mark:#0b775b}
@media(prefers-color-scheme:dark){:root{--ground:#121417;--card:#1b1e22;--text:#e9ebee;--soft:#a4abb2;--line:#31363c;--mark:#4cc29d}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:46rem;margin:auto;padding:1.5rem 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:.1rem 0 .5rem}
h2{font-size:1rem;margin:0 0 .35rem}
p{margin:.25rem 0}
.lead{font-size:1.25rem;line-height:1.4;font-weight:600;margin:0 0 1rem}
.soft,small,footer{color:var(--soft)}
footer{font-size:.8rem;margin-top:1rem}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.75rem 1rem;margin:0 0 .6rem}
ul{margin:0;padding-left:1.1rem}
li{margin:.15rem 0}
.numbers{width:100%;border-spacing:0;margin:0 0 .6rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
.numbers td{padding:.75rem 1rem;vertical-align:top;width:25%}
.numbers strong{display:block;font-size:1.25rem;line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:normal;white-space:nowrap}
.numbers small{display:block;font-size:.8rem}
.written{border-left:4px solid var(--mark)}
.written h2+p{margin-bottom:.6rem}
.own{white-space:pre-line}
@media(max-width:36rem){.numbers tr{display:grid;grid-template-columns:1fr 1fr}.numbers td{width:auto;padding:.6rem .75rem}}
@media(max-width:22.5rem){.numbers tr{grid-template-columns:1fr}}
@page{size:A4;margin:12mm 14mm}
@media print{:root{--ground:#fff;--card:#fff;--text:#000;--soft:#333;--line:#bbb;--mark:#000}
body{font-size:9.2pt;line-height:1.33}main{max-width:none;padding:0}.lead{font-size:13pt}h1{font-size:17pt}h2{font-size:10.5pt}.numbers strong{font-size:13pt}.numbers small,footer{font-size:8.5pt}
section{padding:2mm 3mm;margin:0 0 2mm;break-inside:avoid}.numbers td{padding:2mm 3mm}}`
