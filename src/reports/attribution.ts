import * as z from 'zod'
import { showDay } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import type { Database } from '../storage/database.ts'
import { explainAttribution, sayRange } from './attribution-words.ts'
import { measureCoverage } from './coverage.ts'
import { type Journey, type Journeys, readJourneys, unitOf } from './journeys.ts'
import { splitJourney } from './credit-journeys.ts'
import { labelOf, showKey } from './figures.ts'
import { sharesUnder } from './model-shares.ts'
import {
  type Dimension,
  filterDimensions,
  type Model,
  models,
  periodQuery,
  type Question,
  showQuestion,
} from './question.ts'
import { isNarrowed, measureRemoval } from './removal.ts'
import type { Key } from './store.ts'
import { showCount } from './summary.ts'

export const attributionQuery = periodQuery.extend({
  by: z.enum(filterDimensions, `must be one of ${filterDimensions.join(', ')}`).default('post'),
})

/**
 * What each key of a dimension has under every model, side by side, from one reading of the journeys. Orders are numbers
 * with up to six decimals; revenue is decimal text after refunds, by the shop's `revenueBasis`. Under each model the rows add up
 * to `totals`. `range`: the least and the most of all models. `removal`: Markov's removal effect, 0–1.
 */
export async function compareModels(database: Database, question: Question, by: Dimension) {
  const [told, coverage] = await Promise.all([
    readJourneys(database, question, by, { withoutCustomers: true }),
    measureCoverage(database, question),
  ])
  const journeys = told.journeys.filter(({ event }) => event === 'purchase')
  const removals = await measureRemoval(database, question, by, { ...told, journeys })
  const ofOrders = removals.byEvent.get('purchase')
  const tallies = tally(told, by, question.shop.currency, ofOrders?.effects)
  const all = [...tallies.values()].toSorted(byLastTouch)
  const { currency } = question.shop
  return {
    ...showQuestion(question),
    by,
    models,
    rows: all.map((one) => ({
      ...{ key: one.key, label: one.label },
      ...showModels(one, currency),
      journeys: showJourneys(one),
      removal: ofOrders?.effects.get(one.unit) ?? null,
    })),
    totals: { ...showModels(sumTallies(all), currency), journeys: showJourneys(countJourneys(told)) },
    markov: {
      conversionProbability: ofOrders?.probability ?? null,
      pathsWithoutOrder: ofOrders?.nulls ?? null,
      closedUntil: ofOrders ? showDay(removals.until) : null,
    },
    unattributed: isNarrowed(question) ? null : showUnattributed(told, currency),
    notes: explainAttribution({ told, by, question, nulls: ofOrders?.nulls, until: removals.until }),
    coverage,
  }
}

/** Orders that no click of ours led to. */
function showUnattributed({ conversions, refunds }: Journeys, currency: string) {
  const alone = conversions.filter(({ credited, event }) => !credited && event === 'purchase')
  const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0)
  const gross = sum(alone.filter((row) => row.currency === currency).map((row) => row.gross))
  const refunded = sum(
    refunds.flatMap((row) => (!row.credited && row.currency === currency ? (row.refunded ?? 0) : [])),
  )
  return {
    orders: sum(alone.map(({ number }) => number)),
    revenue: {
      gross: showMoney(gross, currency),
      refunded: showMoney(refunded, currency),
      net: showMoney(gross - refunded, currency),
    },
    currency,
  }
}

type Money = { orders: number; net: number }
/** Of how many orders it was on the way, with how many touches in all, and of how many of several. */
type OnTheWay = { orders: number; touches: number; several: number }
type Tally = {
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly under: Readonly<Record<Model, Money>>
} & OnTheWay

function tally(
  told: Journeys,
  by: Dimension,
  currency: string,
  effects: ReadonlyMap<string, number> | undefined,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  const tallyOf = (key: Key, label: string | null) => {
    const shown = showKey(by, key)
    const known = tallies.get(shown)
    if (known) return known
    const made = noTally(shown, label ?? labelOf(by, key), unitOf(key))
    tallies.set(shown, made)
    return made
  }
  addOneTouched(told, currency, tallyOf)
  const orders = told.journeys.filter(({ event }) => event === 'purchase')
  const shares = models.map((model) => ({ model, sharesOf: sharesUnder(model, effects) }))
  for (const journey of orders) {
    for (const { key, label } of keysOf(journey)) {
      const one = tallyOf(key, label)
      one.orders++
      one.several++
      one.touches += journey.touches.length
    }
    for (const { model, sharesOf } of shares)
      for (const part of splitJourney(journey, sharesOf(journey.touches)).parts) {
        const money = tallyOf(part.key, part.label).under[model]
        money.orders += part.share
        if (journey.currency === currency) money.net += part.gross
        for (const one of part.refunds) if (one.currency === currency) money.net -= one.refunded
      }
  }
  return tallies
}

/** All models alike. */
function addOneTouched(
  { conversions, refunds }: Journeys,
  currency: string,
  tallyOf: (key: Key, label: string | null) => Tally,
): void {
  for (const row of conversions) {
    if (!row.credited || row.event !== 'purchase') continue
    const one = tallyOf(row.key, row.label)
    one.orders += row.number
    one.touches += row.number
    for (const model of models) {
      one.under[model].orders += row.number
      if (row.currency === currency) one.under[model].net += row.gross
    }
  }
  for (const { credited, key, currency: code, refunded } of refunds)
    if (credited && code === currency) for (const model of models) tallyOf(key, null).under[model].net -= refunded ?? 0
}

function keysOf({ touches }: Journey): { readonly key: Key; readonly label: string | null }[] {
  const keys = new Map(touches.filter(({ isWanted }) => isWanted).map(({ key, label }) => [key, label]))
  return [...keys].map(([key, label]) => ({ key, label }))
}

/** Of all orders that the filters leave a touch of. */
function countJourneys({ conversions, journeys }: Journeys): OnTheWay {
  const single = conversions.filter(({ event, credited }) => event === 'purchase' && credited)
  const several = journeys.filter((one) => one.event === 'purchase' && one.touches.some(({ isWanted }) => isWanted))
  const ofOne = single.reduce((sum, { number }) => sum + number, 0)
  const touches = several.reduce((sum, one) => sum + one.touches.length, 0)
  return { orders: ofOne + several.length, touches: ofOne + touches, several: several.length }
}

function noTally(key: string, label: string, unit: string): Tally {
  return { key, label, unit, under: underEach(() => ({ orders: 0, net: 0 })), orders: 0, touches: 0, several: 0 }
}

function sumTallies(all: readonly Tally[]): Pick<Tally, 'under'> {
  const sum = (model: Model, of: keyof Money) => all.reduce((total, { under }) => total + under[model][of], 0)
  return { under: underEach((model) => ({ orders: sum(model, 'orders'), net: sum(model, 'net') })) }
}

function underEach<One>(of: (model: Model) => One): Record<Model, One> {
  return {
    'last-touch': of('last-touch'),
    'last-non-direct': of('last-non-direct'),
    'first-touch': of('first-touch'),
    linear: of('linear'),
    'position-based': of('position-based'),
    'time-decay': of('time-decay'),
    markov: of('markov'),
    shapley: of('shapley'),
  }
}

function byLastTouch(a: Tally, b: Tally): number {
  const [one, other] = [a.under['last-touch'], b.under['last-touch']]
  return other.net - one.net || other.orders - one.orders || b.orders - a.orders || (a.key < b.key ? -1 : 1)
}

function showModels({ under }: Pick<Tally, 'under'>, currency: string) {
  const orders = models.map((model) => showCount(under[model].orders))
  const nets = models.map((model) => under[model].net)
  const [fewest, most] = [Math.min(...orders), Math.max(...orders)] as const
  return {
    orders: underEach((model) => showCount(under[model].orders)),
    revenue: underEach((model) => showMoney(under[model].net, currency)),
    range: {
      orders: [fewest, most] as const,
      revenue: [showMoney(Math.min(...nets), currency), showMoney(Math.max(...nets), currency)] as const,
    },
    says: sayRange(fewest, most),
  }
}

/** Under five orders a share says nothing: the counts do. */
function showJourneys({ orders, touches, several }: OnTheWay) {
  return {
    orders,
    touchesPerOrder: orders > 0 ? Math.round((touches / orders) * 100) / 100 : null,
    ofSeveralTouches: several,
    shareOfSeveral: orders >= fewestForShare ? several / orders : null,
  }
}

const fewestForShare = 5
