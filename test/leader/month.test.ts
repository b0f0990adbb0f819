import { describe, expect, it } from 'vitest'
import { monthHtml } from '../../src/leader/month-html.ts'
import { listMonths } from '../../src/leader/months.ts'
import { sayAfter } from '../../src/leader/month-profit.ts'
import { keepWritten } from '../../src/leader/month-store.ts'
import { monthText } from '../../src/leader/month-text.ts'
import { readMonth } from '../../src/leader/read-month.ts'
import { summarise } from '../../src/reports/summary.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { makeRuntime } from '../make.ts'
import { type History, makeClick, makeOrder, onePost, type TestConversion, writeHistory } from '../reports/history.ts'

const start = Date.parse('2026-10-05T10:00:00Z')
const minute = 60_000

describe('the months to choose from', () => {
  const june = Date.parse('2026-06-30T22:30:00Z')
  it.each([
    ['a click', [makeClick({ at: june })], []],
    ['an order that nobody clicked for', [], [makeOrder({ at: june, click: null })]],
  ] as const)('go back to the first of %s, by the shop’s clock', async (_, clicks, conversions) => {
    const runtime = await makeRuntime({ now: () => Date.parse('2026-10-15T10:00:00Z') })
    await writeHistory(runtime.database, { ...onePost, clicks: [...clicks], conversions: [...conversions] })
    const shop = await findShop(runtime.database, 'shop-1')
    if (!shop) throw new Error('no shop')
    expect(await listMonths(runtime, shop)).toEqual({
      items: ['2026-10', '2026-09', '2026-08', '2026-07'],
      suggested: '2026-09',
    })
  })

  it('are this one alone before anything was counted', async () => {
    const runtime = await makeRuntime({ now: () => Date.parse('2026-10-15T10:00:00Z') })
    const shop = await findShop(runtime.database, 'shop-1')
    if (!shop) throw new Error('no shop')
    expect(await listMonths(runtime, shop)).toEqual({ items: ['2026-10'], suggested: '2026-10' })
  })
})

describe('the month in one sentence', () => {
  it('says so where there was nothing', async () => {
    const { page } = await tell([])
    expect(plain(page.sentence)).toBe('In October 2026 the shop told of no orders; social brought 1 click.')
    expect(page.lastYear.says).toBe('October 2025: nothing was counted.')
    expect(page.posts.rows).toEqual([])
    expect(page.goals).toEqual([])
  })

  it('says so where orders came without social', async () => {
    const { page } = await tell([order(0, { click: null }), order(1, { click: null })])
    expect(plain(page.sentence)).toBe('In October 2026 social brought none of 2 orders, and 1 click.')
  })

  it('of a single order says no more than that', async () => {
    const { page } = await tell([order(0)])
    expect(plain(page.sentence)).toBe('In October 2026 social brought the only order; NOK 100 after returns.')
  })

  it('gives no percentages under five orders, anywhere', async () => {
    const { page } = await tell([order(0), order(1), order(2), order(3, { click: null })])
    expect(plain(page.sentence)).toBe('In October 2026 social brought 3 of 4 orders; NOK 300 after returns.')
    expect(monthText(page, '')).not.toContain('%')
    expect(String(await monthHtml(page, { footer: '' })).replace(/<style>.*<\/style>/s, '')).not.toContain('%')
  })

  it('from five on says what chance makes of it', async () => {
    const { page } = await tell(Array.from({ length: 9 }, (_, index) => order(index)))
    expect(plain(page.sentence)).toBe(
      'In October 2026 social brought 9 of 9 orders (4–17 if such a month came again); NOK 900 after returns.',
    )
    expect(page.says.join()).toContain('comes to the same number')
  })

  it('says what is left after margin, and why it can’t where no margin is known', async () => {
    const orders = [order(0), order(1, { click: null })]
    expect((await tell(orders)).page.says.join()).toContain('Set your gross margin')
    const { page } = await tell(orders, { margin: 40 })
    expect(plain(page.sentence)).toBe(
      'In October 2026 social brought 1 of 2 orders; NOK 100 after returns, NOK 40 after margin.',
    )
    expect(page.says.join()).toContain('No costs and no hours are written down')
  })

  it('says where more was given back than sold', async () => {
    const refund = { value: 25_000, tax: null, currency: 'NOK', after: minute, test: false, trust: 4 }
    const { page } = await tell([order(0, { refunds: [refund] }), order(1, { click: null })])
    expect(plain(page.sentence)).toBe(
      'In October 2026 social brought 1 of 2 orders; -NOK 150 after returns, which were larger than the sales.',
    )
  })

  it('counts social networks alone where other links sold too, with the range of all models', async () => {
    const posts = [
      { id: 'post-0', title: 'Advent', channel: 'instagram', campaign: null },
      { id: 'post-1', title: 'The letter', channel: 'newsletter', campaign: null },
    ]
    const links = posts.map(({ id }, post) => ({ id: `link-${id}`, slug: id, post, content: null, archived: false }))
    const clicks = [makeClick({ at: start - minute, link: 0, random: 1 }), makeClick({ at: start, link: 1, random: 2 })]
    const orders = Array.from({ length: 6 }, (_, index) => order(index, { click: 1, earlier: [0] }))
    const own = [order(7, { click: 0 }), order(8, { click: 0 })]
    const { page } = await tell([...orders, ...own], {}, { posts, links, clicks })
    expect(page.numbers).toMatchObject({ orders: 2, otherLinksOrders: 6, shopOrders: 8 })
    expect(page.numbers.ordersByModel).toEqual({ fewest: 2, most: 8 })
    expect(plain(page.sentence)).toBe('In October 2026 social brought 2–8 of 8 orders; NOK 200 after returns.')
    expect(page.says[0]).toContain('The last click alone, by which the money is counted, gives 2 orders.')
    expect(page.says.join()).toContain('brought 6 orders more')
  })

  it('never says that something was caused, and of a month that lasts, that it does', async () => {
    const { page } = await tell([order(0)], { month: '2026-11' })
    expect(page.sentence).toContain('In November 2026 so far')
    expect(page.to).toBe('2026-11-22')
    expect(monthText(page, '')).not.toMatch(/cause/i)
  })

  it('begins no month that hasn’t', async () => {
    await expect(tell([], { month: '2026-12' })).rejects.toThrow('must have begun')
    await expect(tell([], { month: '2026-13' })).rejects.toThrow('must be a month')
  })
})

describe('the month’s numbers', () => {
  it('are those of the report for the same days', async () => {
    const late = { ...order(50), at: Date.parse('2026-10-31T22:59:59Z'), id: 'late' }
    const after = { ...order(51), at: Date.parse('2026-10-31T23:00:00Z'), id: 'after' }
    const refund = { value: 4000, tax: null, currency: 'NOK', after: minute, test: false, trust: 4 }
    const { page, runtime, shop } = await tell([order(0, { refunds: [refund] }), order(1), late, after], { margin: 50 })
    const question = { shop, from: parseDay('2026-10-01'), to: parseDay('2026-10-31'), windowDays: 30 }
    const { totals, shopTotals } = await summarise(runtime.database, question, 'post')
    expect(page.numbers).toMatchObject({
      orders: totals.orders,
      shopOrders: shopTotals.orders,
      ordersInterval: totals.ordersInterval,
      revenue: totals.revenue,
      profit: totals.profit,
      clicks: totals.clicks.human,
    })
    expect(totals).toMatchObject({ orders: 3, revenue: { net: '260.00' }, profit: '130.00' })
  })

  it('stand beside those of the same month a year ago', async () => {
    const then = Date.parse('2025-10-20T10:00:00Z')
    const clicks = [makeClick({ at: start }), makeClick({ at: then, random: 9 })]
    const { page } = await tell([order(0), order(1, { at: then + minute, click: 1 })], {}, { clicks })
    expect(page.lastYear.orders).toBe(1)
    expect(plain(page.lastYear.says)).toBe('October 2025: social brought 1 of 1 order; NOK 100 after returns.')
  })
})

describe('the month’s page', () => {
  it('holds what the text holds, and the manager’s words as text', async () => {
    const note = 'We <script>alert(1)</script> & "sold"\nwell'
    const { page } = await tell([order(0), order(1)], { note })
    const html = String(await monthHtml(page, { footer: 'The end.' }))
    expect(html).not.toContain('<script')
    expect(html).toContain('We &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;sold&quot;\nwell')
    expect(html).not.toMatch(/\s(?:src|href|on\w+)=/)
    const plain = html.replaceAll(/<[^>]+>/g, ' ')
    const text = monthText(page, 'The end.')
    for (const said of [page.sentence, page.lastYear.says, page.posts.says, ...page.says, 'The end.', 'do it again']) {
      expect(plain.replaceAll('&amp;', '&')).toContain(said)
      expect(text).toContain(said)
    }
  })
})

describe('the month in plain text', () => {
  it('writes numbers as the page does, and what was left after what', async () => {
    const { page } = await tell([order(0)], { margin: 40 })
    const profitSays = sayAfter({ costBasis: 'money-and-time', costSays: 'money and your time' })
    const numbers = { ...page.numbers, clicks: 5607, profit: '9100.00', profitSays }
    const text = plain(monthText({ ...page, numbers }, ''))
    expect(text).toContain('5,607 by people.\n')
    expect(text).toContain('NOK 9,100 after margin, money and your time.\n')
    const unknown = monthText({ ...page, numbers: { ...numbers, profit: null } }, '')
    expect(unknown).not.toContain('after margin,')
  })

  it.each([
    ['none', 'no costs written down', 'after margin; no costs written down'],
    ['money', 'money only; no hours written down', 'after margin and money; no hours written down'],
    ['time', 'your time only', 'after margin and your time'],
    ['money-without-time', 'money only; 3 hours not priced', 'after margin and money; 3 hours not priced'],
    ['time-not-priced', '3 hours, not priced', 'after margin; 3 hours, not priced'],
  ] as const)('says of costs that are %s what they are', (costBasis, costSays, says) => {
    expect(sayAfter({ costBasis, costSays })).toBe(says)
  })
})

type Over = { month?: string; margin?: number; note?: string }

async function tell(conversions: TestConversion[], over: Over = {}, history: Partial<History> = {}) {
  const runtime = await makeRuntime()
  const { database } = runtime
  await writeHistory(database, { ...onePost, clicks: [makeClick({ at: start })], ...history, conversions })
  const known = await findShop(database, 'shop-1')
  if (!known) throw new Error('no shop')
  if (over.margin !== undefined) await updateShop(database, known.id, { grossMarginPercent: over.margin })
  const shop = { ...known, grossMarginPercent: over.margin ?? null }
  const month = over.month ?? '2026-10'
  if (over.note !== undefined)
    await keepWritten(
      database,
      { shopId: shop.id, month, now: runtime.now() },
      { note: over.note, nextStep: 'do it again' },
    )
  return { runtime, shop, page: await readMonth(runtime, shop, month) }
}

function order(index: number, over: Partial<TestConversion> = {}): TestConversion {
  return makeOrder({ at: start + (index + 1) * minute, id: `order-${index}`, ...over })
}

/** Money is written with spaces that don't break. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
