import { localDay, showDay } from '../../src/shops/calendar.ts'
import { channels } from '../../src/links/channel.ts'
import { customerKindOf } from '../../src/conversions/customer-kind.ts'
import type { Dimension, Filter } from '../../src/reports/question.ts'
import { type History, type TestClick, type TestConversion, type TestRefund, zone } from './history.ts'

export type Asked = {
  from: number
  to: number
  windowDays: number
  by: Dimension
  basis: string
  churnDays: number
  filters?: readonly Filter[]
}

/** The report by the contract's words, one thing at a time: slow, and without any SQL. */
export function recount(history: History, asked: Asked) {
  const isLeft = (click: TestClick | undefined) => click !== undefined && passes(history, click, asked)
  const clicks = history.clicks.filter((click) => within(asked, click.at) && isLeft(click))
  const all = history.conversions.map((one) => convertOrder(history, one))
  const sales = all.filter((one) => !one.test && within(asked, one.at))
  const credited = (one: TestConversion) => creditedClick(history, one, asked)
  const buyers = history.clicks.filter((click) =>
    all.some((one) => one.event === 'purchase' && !one.test && credited(one) === click),
  )
  const keys = new Set([
    ...clicks.map((click) => keyOf(history, click, asked, click.at)),
    ...sales.flatMap((one) => {
      const click = ['purchase', 'lead'].includes(one.event) ? credited(one) : undefined
      return click && isLeft(click) ? [keyOf(history, click, asked, one.at)] : []
    }),
  ])
  const rows = [...keys].map((key) => ({
    key,
    ...countClicks(
      clicks.filter((click) => keyOf(history, click, asked, click.at) === key),
      buyers,
      uniqueBit(asked.by),
    ),
    ...countSales(
      sales.filter((one) => {
        const click = credited(one)
        return click && isLeft(click) && keyOf(history, click, asked, one.at) === key
      }),
      history,
      asked,
    ),
  }))
  return {
    rows: new Map(rows.map((row) => [row.key, row])),
    totals: {
      ...countClicks(clicks, buyers, 4),
      ...countSales(
        sales.filter((one) => isLeft(credited(one))),
        history,
        asked,
      ),
    },
    unattributed: countSales(
      sales.filter((one) => !credited(one)),
      history,
      asked,
    ),
    shopTotals: countSales(sales, history, asked),
  }
}

function passes(history: History, click: TestClick, asked: Asked): boolean {
  return (asked.filters ?? []).every(
    ({ dimension, isNot, keys }) => keys.includes(keyOf(history, click, { ...asked, by: dimension }, 0)) !== isNot,
  )
}

/** Amounts in euro by the rate of the order's day, or of up to a week before; its refunds in euro by the same. */
export function convertOrder({ rates }: History, order: TestConversion): TestConversion {
  const rateOf = (at: number) => {
    for (let before = 0; before <= 7; before++) {
      const known = rates?.get(localDay(at, zone) - before)
      if (known !== undefined) return known
    }
    return undefined
  }
  const convert = <One extends { currency: string; value: number | null; tax: number | null }>(
    one: One,
    at: number,
  ) => {
    const rate = rateOf(at)
    if (one.currency !== 'EUR' || one.value === null || rate === undefined) return one
    const inKroner = (amount: number | null) => (amount === null ? null : Math.round(amount * rate))
    const shipping = 'shipping' in one && typeof one.shipping === 'number' ? { shipping: inKroner(one.shipping) } : {}
    return { ...one, ...shipping, value: Math.round(one.value * rate), tax: inKroner(one.tax), currency: 'NOK' }
  }
  const refunds = order.refunds.map((refund) => ({
    ...convert(refund, refund.currency === order.currency ? order.at : order.at + refund.after),
    isLikeOrder: refund.currency === order.currency,
  }))
  return { ...convert(order, order.at), refunds }
}

export function within({ from, to }: Asked, at: number): boolean {
  const day = localDay(at, zone)
  return day >= from && day <= to
}

function creditedClick(history: History, one: TestConversion, { windowDays }: Asked): TestClick | undefined {
  const click = one.click === null ? undefined : history.clicks[one.click]
  return click && one.at - click.at <= windowDays * 86_400_000 ? click : undefined
}

export function keyOf(history: History, click: TestClick, { by }: Asked, at: number): string {
  const link = history.links[click.link]
  const post = history.posts[link?.post ?? -1]
  if (!link || !post) throw new Error('a click without a link')
  const keys: Record<Dimension, string | null> = {
    link: link.id,
    post: post.id,
    campaign: post.campaign,
    channel: post.channel,
    kind: post.kind ?? null,
    placement: link.placement ?? null,
    content: link.content,
    country: click.country || 'unknown',
    device: click.device,
    app: click.app === undefined || click.app === 'none' ? null : click.app,
    browser: click.browser ?? 'safari',
    day: showDay(localDay(at, zone)),
  }
  return keys[by] ?? '(none)'
}

export function labelsOf(history: History, by: Dimension): Map<string, string> {
  if (by === 'link') return new Map(history.links.map(({ id, slug }) => [id, slug]))
  if (by === 'post') return new Map(history.posts.map(({ id, title }) => [id, title]))
  if (by === 'campaign')
    return new Map(
      history.posts.map(({ campaign }) =>
        campaign === null ? ['(none)', 'No campaign'] : [campaign, `The ${campaign}`],
      ),
    )
  if (by === 'channel') return new Map(channels.map(({ id, name }) => [id, name]))
  const none: Partial<Record<Dimension, string>> = {
    ...{ content: 'No content', kind: 'No kind', placement: 'No placement', app: 'No app' },
  }
  return new Map(none[by] === undefined ? [] : [['(none)', none[by]]])
}

export function uniqueBit(by: Dimension): number {
  const place = ['link', 'post', 'campaign', 'channel'].indexOf(by)
  return place === -1 ? 4 : place
}

function countClicks(clicks: readonly TestClick[], buyers: readonly TestClick[], bit: number) {
  const of = (...classes: string[]) => clicks.filter((click) => classes.includes(click.class))
  const human = of('human', 'repeat')
  const bought = Math.min(human.length, clicks.filter((click) => buyers.includes(click)).length)
  return {
    clicks: {
      raw: clicks.length,
      human: human.length,
      unique: human.filter(({ firsts }) => Math.floor(firsts / 2 ** bit) % 2 === 1).length,
      bot: of('bot', 'preview', 'prefetch').length,
      internal: of('internal').length,
    },
    rate: human.length === 0 ? 0 : bought / human.length,
  }
}

function countSales(sales: readonly TestConversion[], history: History, asked: Asked) {
  const orders = sales.filter(({ event }) => event === 'purchase')
  const refunds = orders.flatMap((order) => refundsOf(order, asked))
  const paid = orders.map((order) => ({ currency: order.currency, amount: netOf(order, asked) }))
  const inCurrency = (code: string) => {
    const of = (all: readonly { currency: string; amount: number }[]) =>
      sum(all.filter(({ currency }) => currency === code).map(({ amount }) => amount))
    return { gross: of(paid), refunded: of(refunds) }
  }
  const hasEuro = [...paid, ...refunds].some(({ currency }) => currency === 'EUR')
  return {
    orders: orders.length,
    verifiedOrders: orders.filter(({ trust }) => trust === 4).length,
    customers: countCustomers(orders, history, asked),
    leads: sales.filter(({ event }) => event === 'lead').length,
    ...inCurrency('NOK'),
    unconverted: hasEuro ? [{ currency: 'EUR', ...inCurrency('EUR') }] : [],
  }
}

/** Who bought, by all orders of the shop; one key at a time, as the law of customer-kind.ts has it. */
function countCustomers(orders: readonly TestConversion[], history: History, { churnDays }: Asked) {
  const toOrder = ({ id, at, customer, isNew }: TestConversion) => ({
    key: id,
    occurredAt: at,
    customerHash: customer,
    isById: customer !== null,
    isByEmail: false,
    told: isNew,
  })
  const all = history.conversions.filter(({ event, test }) => event === 'purchase' && !test).map(toOrder)
  const kinds = orders.map((order) => customerKindOf(toOrder(order), all, churnDays))
  const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length
  return { new: count('new'), returning: count('returning'), wonBack: count('won-back'), unknown: count('unknown') }
}

/** Unverified refunds take off no more than what is left of their order in that currency. */
export function refundsOf(order: TestConversion, asked: Asked): { currency: string; amount: number }[] {
  const told = order.refunds.filter(({ test }) => !test)
  return [...new Set(told.map(({ currency }) => currency))].map((currency) => {
    const of = (isVerified: boolean) =>
      sum(
        told
          .filter((one) => one.currency === currency && (one.trust === 4) === isVerified)
          .map((one) => refundedOf(order, one, asked)),
      )
    const left = Math.max(0, (currency === order.currency ? netOf(order, asked) : 0) - of(true))
    return { currency, amount: of(true) + Math.min(of(false), left) }
  })
}

export function netOf(
  { value, tax, shipping }: { value: number | null; tax: number | null; shipping: number | null },
  { basis }: Asked,
): number {
  if (value === null) return 0
  return basis === 'paid' ? value : value - (tax ?? 0) - (shipping ?? 0)
}

function refundedOf(order: TestConversion, refund: TestRefund, asked: Asked): number {
  if (asked.basis === 'paid' || refund.tax !== null || !order.value || refund.isLikeOrder === false)
    return netOf({ ...refund, shipping: null }, asked)
  return Math.round((refund.value * netOf(order, asked)) / order.value)
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0)
}
