import { type Channel, channels } from '../links/channel.ts'
import { mergeBenchmarks, type SeenBenchmark } from '../platforms/benchmark.ts'
import { listOwnBenchmarks } from '../platforms/benchmark-store.ts'
import { plannable as plannableNumber } from '../platforms/benchmarks.ts'
import type { Figures } from '../reports/figures.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { jeffreys } from '../statistics/interval.ts'
import { z80 } from '../statistics/rate.ts'
import type { Database } from '../storage/database.ts'
import { planBackwards } from './plan.ts'
import type { Plannable } from './plannable.ts'
import { planDays, readPlanPast, readReached } from './plan-past.ts'
import {
  type ChannelPast,
  type ChannelRates,
  type Fallback,
  fewest,
  type PlanRate,
  ratesOf,
  type Unknown,
} from './plan-rates.ts'
import type { PlanBody } from './plan-request.ts'
import { findPurpose } from './purpose-store.ts'

/** A plan back from a target, from a shop's own half year, and from others' numbers where its own are too few. */
export async function readPlan(database: Database, shop: Shop, body: PlanBody, now: number) {
  const { metric, target } = body
  const today = localDay(now, shop.timeZone)
  const from = body.from === undefined ? today : parseDay(body.from)
  const to = parseDay(body.to)
  const reachedOf = { shop, from, to: Math.min(to, today), windowDays: shop.clickWindowDays, scope: body.scope }
  const [{ past, totals, hasOtherCosts }, reached, said, own] = await Promise.all([
    readPlanPast(database, shop, metric, today),
    readReached(database, reachedOf, metric),
    findPurpose(database, shop.id),
    listOwnBenchmarks(database, shop.id),
  ])
  const asked = chooseChannels(body, past)
  const benchmarks = mergeBenchmarks(own).filter(({ isHidden }) => !isHidden)
  const shares = sharesOf(asked, past, body.shares)
  const plan = planBackwards({
    ...{ metric, target, reached, from, to, today, currency: shop.currency },
    perResult: perResultOf(metric, totals, shop.currency),
    said: {
      hoursPerWeek: said.hoursPerWeek,
      moneyPerMonth: said.moneyPerMonth === null ? null : toUnits(said.moneyPerMonth, shop.currency),
    },
    hasOtherCosts,
    channels: asked.map((channel, at) => {
      const name = channels.find(({ id }) => id === channel)?.name ?? channel
      const others = fallbacksOf(metric, channel, benchmarks)
      return {
        channel,
        share: shares[at] ?? 0,
        rates: suppose(ratesOf(past, { id: channel, name }, others), body.whatIf),
      }
    }),
  })
  return {
    ...{ metric, target, reached, currency: shop.currency },
    from: showDay(from),
    to: showDay(to),
    rates: { from: showDay(today - planDays), to: showDay(today - 1), days: planDays },
    ...plan,
  }
}

/** Those asked for, that of the goal, else those in use; where nothing is in use yet the two that most begin with. */
function chooseChannels({ channels: asked, scope }: PlanBody, past: readonly ChannelPast[]): readonly Channel[] {
  if (asked) return [...new Set(asked)]
  if (scope?.channel) return [scope.channel]
  const used = past.filter(({ clicks }) => clicks > 0).toSorted((a, b) => b.results - a.results || b.clicks - a.clicks)
  return used.length > 0 ? used.map(({ channel }) => channel) : ['facebook', 'instagram']
}

/** Adding up to 1: as asked, else by own results, else by own clicks, else alike. */
function sharesOf(asked: readonly Channel[], past: readonly ChannelPast[], shares: PlanBody['shares']): number[] {
  const pastOf = (channel: Channel) => past.find((one) => one.channel === channel)
  const ways = [
    asked.map((channel) => shares?.[channel] ?? 0),
    asked.map((channel) => pastOf(channel)?.results ?? 0),
    asked.map((channel) => pastOf(channel)?.clicks ?? 0),
    asked.map(() => 1),
  ]
  const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)
  const way = ways.find((parts) => sumOf(parts) > 0) ?? []
  return way.map((part) => part / sumOf(way))
}

/** What an order is worth, and how many of them are new customers', over all channels. */
function perResultOf(metric: Plannable, totals: Figures, currency: string): PlanRate | Unknown {
  if (metric === 'revenue') {
    const { purchase, valuedOrders, gross, refunded, squares } = totals
    if (valuedOrders < fewest.results || gross <= refunded)
      return {
        unknown: `Wait for ${fewest.results} orders with an amount: what one is worth isn’t known yet.`,
        page: 'install',
      }
    const value = toUnits((gross - refunded) / purchase, currency)
    const mean = gross / valuedOrders
    const spread = Math.sqrt(Math.max(0, squares / valuedOrders - mean * mean) / valuedOrders) / mean
    const factor = Math.exp(z80 * spread)
    return { value, range: [value / factor, value * factor], basis: 'own', told: `net revenue of ${purchase} orders` }
  }
  if (metric === 'new_customers') {
    const { newCustomers, customersTold } = totals
    if (customersTold < fewest.results || newCustomers === 0)
      return {
        unknown: 'Let the shop tell which customers are new: how many of the orders are theirs isn’t known yet.',
        page: 'install',
      }
    const { low, high } = jeffreys(Math.round(newCustomers), Math.round(customersTold), 0.8)
    const value = newCustomers / customersTold
    return { value, range: [low, high], basis: 'own', told: `${newCustomers} of ${customersTold} orders` }
  }
  return { value: 1, range: [1, 1], basis: 'own', told: '' }
}

const rateOf: Readonly<Partial<Record<Plannable, string>>> = {
  orders: 'conversion_rate',
  revenue: 'conversion_rate',
  new_customers: 'conversion_rate',
  leads: 'lead_rate',
}

/** The benchmark of the channel before that of no channel in particular. */
function fallbacksOf(metric: Plannable, channel: Channel, all: readonly SeenBenchmark[]) {
  const find = (id: string | undefined): Fallback | null => {
    const of = all.filter((one) => one.metric === id)
    const found = of.find((one) => one.channel === channel) ?? of.find((one) => one.channel === null)
    const number = found && plannableNumber(found)
    if (!found || !number) return null
    const [value, low, high] = [number.value / 100, number.low / 100, number.high / 100]
    const told = `${found.source}, ${found.asOf ?? 'no date'}, ${found.trust} trust`
    return { value, range: [low, high], told }
  }
  const missing = {
    unknown: `Wait for ${fewest.results} of ${fewest.clicks} clicks: what comes of a click isn’t known yet.`,
  }
  return { conversion: find(rateOf[metric]) ?? missing, click: find('click_rate') }
}

/** The rates with those in their place that are only supposed. */
function suppose(
  rates: ChannelRates,
  { conversionRate, clickRate, clicksPerPost, hoursPerPost }: PlanBody['whatIf'] = {},
) {
  const put = (rate: PlanRate | Unknown, value: number | undefined): PlanRate | Unknown =>
    value === undefined ? rate : { value, range: [value, value], basis: 'if', told: 'supposed' }
  return {
    ...rates,
    conversion: put(rates.conversion, conversionRate === undefined ? undefined : conversionRate / 100),
    click: put(rates.click, clickRate === undefined ? undefined : clickRate / 100),
    clicksPerPost: put(rates.clicksPerPost, clicksPerPost),
    hoursPerPost: put(rates.hoursPerPost, hoursPerPost),
  }
}
