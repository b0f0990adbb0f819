import { dayMs } from '../shops/calendar.ts'
import type { Journeys } from './journeys.ts'
import type { Dimension, Question } from './question.ts'

/** `12–19 orders depending on the model` */
export function sayRange(fewest: number, most: number): string {
  const [low, high] = [sayCount(fewest), sayCount(most)]
  if (low === high) return `${low} ${low === '1' ? 'order' : 'orders'} under every model`
  return `${low}–${high} orders depending on the model`
}

/** Whole numbers as they are, parts of orders to one decimal. */
function sayCount(count: number): string {
  return String(Math.round(count * 10) / 10)
}

type Explained = {
  readonly told: Journeys
  readonly by: Dimension
  readonly question: Question
  /** Markov's ways that ended in nothing; undefined where no order had several touches. */
  readonly nulls: number | undefined
  /** The last day of them. */
  readonly until: number
}

/** What a reader has to know of these numbers, most important first. */
export function explainAttribution({ told, by, question, nulls, until }: Explained): string[] {
  const orders = told.journeys.filter(({ event }) => event === 'purchase')
  const { from, filters = [], shop } = question
  const isForeign = [...told.conversions, ...orders].some(
    (one) => one.event === 'purchase' && one.currency !== null && one.currency !== shop.currency,
  )
  const hasDirect = orders.some(({ touches }) => touches.some(({ channel }) => channel === 'direct'))
  return [
    'A model says how credit is shared among the clicks before an order. None says that the order would not have come without them.',
    orders.length === 0
      ? 'Every order of these days had at most one click or code of ours before it, so that all models agree.'
      : 'Orders with one click or code of ours before them have the same credit under every model; the range comes from the others.',
    'Ways are known as far as clicks can be tied to one order: by the list that the shop’s page keeps with consent, by the same customer’s other orders, by codes and by the shop system’s own record. Where only the last click is known, the models can’t differ.',
    ...(orders.length > 0 && !hasDirect
      ? ['Last non-direct is the same as last touch here: no touch we know is a direct visit.']
      : []),
    ...(nulls === undefined ? [] : [sayNulls(nulls, until, from)]),
    ...(filters.length > 0
      ? ['Filters leave the parts of the touches that fit them; the shares are of the whole way.']
      : []),
    ...(by === 'country' || by === 'device' || by === 'app' || by === 'browser'
      ? ['Markov and Shapley take each of these rows for one player, wherever the link was placed.']
      : []),
    ...(isForeign ? ['Orders in a currency without an exchange rate are among the orders and not in the money.'] : []),
  ]
}

const count = new Intl.NumberFormat('en-GB')
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

function sayNulls(nulls: number, until: number, from: number): string {
  if (until < from)
    return 'Markov knows no ways that ended in nothing yet: none of these days’ clicks is older than the window. It compares the buyers’ ways alone.'
  return `Markov counts ${count.format(nulls)} visitors up to ${day.format(until * dayMs)} who didn’t buy as ways of one touch that ended in nothing: visitors can’t be linked from day to day, since the salts they are known by are thrown away every night.`
}
