import type { Dimension, Filter, Model } from '../../src/reports/question.ts'
import { localDay, startOfDay } from '../../src/shops/calendar.ts'
import { type Asked, convertOrder, keyOf, netOf, refundsOf, uniqueBit, within } from './brute-force.ts'
import { type History, type TestClick, type TestConversion, touchesOf, zone } from './history.ts'

const day = 86_400_000

export type AskedModel = Asked & { model: Model; today: number; filters: readonly Filter[] }

/** What each key has of the orders under a model, order by order and touch by touch; money in minor units of kroner. */
export function recountUnder(history: History, asked: AskedModel) {
  const rows = new Map<string, { orders: number; leads: number; gross: number; refunded: number }>()
  const sales = history.conversions.map((one) => convertOrder(history, one)).filter((one) => isCounted(one, asked))
  for (const one of sales) {
    const touches = inWindow(history, one, asked)
    const shares = sharesOf(history, one, touches, asked)
    const refunds = one.event === 'purchase' ? refundsOf(one, asked).filter(({ currency }) => currency === 'NOK') : []
    const gross = split(one.currency === 'NOK' && one.event === 'purchase' ? netOf(one, asked) : 0, shares)
    const refunded = split(refunds[0]?.amount ?? 0, shares)
    for (const [index, click] of touches.entries()) {
      if (!isWanted(history, click, asked) || shares[index] === 0) continue
      const key = keyOf(history, click, asked, one.at)
      const row = rows.get(key) ?? { orders: 0, leads: 0, gross: 0, refunded: 0 }
      if (one.event === 'purchase') row.orders += shares[index] ?? 0
      if (one.event === 'lead') row.leads += shares[index] ?? 0
      row.gross += gross[index] ?? 0
      row.refunded += refunded[index] ?? 0
      rows.set(key, row)
    }
  }
  return rows
}

function isCounted(one: TestConversion, asked: AskedModel): boolean {
  return !one.test && within(asked, one.at)
}

function inWindow(history: History, one: TestConversion, { windowDays }: AskedModel): TestClick[] {
  return touchesOf(history, one).filter(({ at }) => one.at - at <= windowDays * day)
}

function isWanted(history: History, click: TestClick, asked: AskedModel): boolean {
  return asked.filters.every(
    ({ dimension, isNot, keys }) =>
      keys.includes(keyOf(history, click, { ...asked, by: dimension }, click.at)) !== isNot,
  )
}

function sharesOf(history: History, one: TestConversion, touches: TestClick[], asked: AskedModel): number[] {
  const n = touches.length
  const unit = (click: TestClick) => keyOf(history, click, { ...asked, by: unitsOf(asked.by) }, one.at)
  const units = touches.map(unit)
  const parts = (weights: number[]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => weight / sum)
  }
  const times = (name: string) => units.filter((other) => other === name).length
  switch (asked.model) {
    case 'first-touch':
      return touches.map((_, at) => (at === 0 ? 1 : 0))
    case 'last-touch':
    case 'last-non-direct':
      return touches.map((_, at) => (at === n - 1 ? 1 : 0))
    case 'linear':
      return touches.map(() => 1 / n)
    case 'position-based':
      if (n < 3) return touches.map(() => 1 / n)
      return touches.map((_, at) => (at === 0 || at === n - 1 ? 0.4 : 0.2 / (n - 2)))
    case 'time-decay':
      return parts(touches.map((click) => 0.5 ** ((one.at - click.at) / (7 * day))))
    case 'shapley':
      return units.map((name) => 1 / new Set(units).size / times(name))
    case 'markov': {
      if (n < 2) return touches.map(() => 1)
      const effects = removalOf(history, one.event, asked)
      const weights = units.map((name) => (effects.get(name) ?? 0) / times(name))
      return weights.every((weight) => weight < 1e-12) ? touches.map(() => 1 / n) : parts(weights)
    }
  }
}

function unitsOf(by: Dimension): Dimension {
  return by === 'day' ? 'post' : by
}

/** By solving the walk anew without each unit, as equations. */
function removalOf(history: History, event: string, asked: AskedModel): Map<string, number> {
  const by = unitsOf(asked.by)
  const paths = history.conversions
    .filter((one) => one.event === event && isCounted(one, asked))
    .map((one) => inWindow(history, one, asked).map((click) => keyOf(history, click, { ...asked, by }, one.at)))
    .filter((path) => path.length > 0)
  const ways = [
    ...paths.map((path) => ({ path, isOrder: true, weight: 1 })),
    ...[...nullsOf(history, event, { ...asked, by })].map(([key, weight]) => ({ path: [key], isOrder: false, weight })),
  ]
  const whole = probability(ways, undefined)
  const units = new Set(paths.flat())
  return new Map([...units].map((unit) => [unit, whole > 0 ? 1 - probability(ways, unit) / whole : 0]))
}

function nullsOf(history: History, event: string, asked: AskedModel): Map<string, number> {
  const nulls = new Map<string, number>()
  const add = (click: TestClick, number: number) => {
    const key = keyOf(history, click, asked, click.at)
    nulls.set(key, (nulls.get(key) ?? 0) + number)
  }
  const sold = history.conversions.filter((one) => one.event === event && !one.test)
  for (const click of history.clicks) {
    const clickDay = localDay(click.at, zone)
    // Whoever clicked as the day ended can't buy within the window today.
    const isOver = startOfDay(clickDay + 1, zone) + asked.windowDays * day <= startOfDay(asked.today, zone)
    if (clickDay < asked.from || clickDay > asked.to || !isOver) continue
    const isHuman = click.class === 'human' || click.class === 'repeat'
    if (isHuman && Math.floor(click.firsts / 2 ** uniqueBit(asked.by)) % 2 === 1) add(click, 1)
    if (sold.some((one) => inWindow(history, one, asked).includes(click))) add(click, -1)
  }
  return new Map([...nulls].filter(([, number]) => number > 0))
}

type Way = { path: string[]; isOrder: boolean; weight: number }

/** The chance that a walk converts when whoever comes to `without` gives up: x = r + Qx, by elimination. */
function probability(ways: readonly Way[], without: string | undefined): number {
  const steps = ways.flatMap(({ path, isOrder, weight }) => {
    const once = [
      '(start)',
      ...path.filter((unit, index) => unit !== path[index - 1]),
      isOrder ? '(order)' : '(nothing)',
    ]
    return once.slice(1).map((to, index) => ({ from: once[index] ?? '', to, weight }))
  })
  const states = [...new Set(steps.map(({ from }) => from))].filter((one) => one !== without)
  const chance = (from: string, to: string) => {
    const leaving = steps.filter((step) => step.from === from)
    const sum = (of: typeof steps) => of.reduce((total, { weight }) => total + weight, 0)
    return sum(leaving.filter((step) => step.to === to)) / sum(leaving)
  }
  const rows = states.map((from) => [
    ...states.map((to) => (from === to ? 1 : 0) - chance(from, to)),
    chance(from, '(order)'),
  ])
  return states.length === 0 ? 0 : (eliminate(rows)[states.indexOf('(start)')] ?? 0)
}

function eliminate(rows: number[][]): number[] {
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (const column of rows.keys()) {
    const pivot = at(column, column)
    rows[column] = (rows[column] ?? []).map((value) => value / pivot)
    for (const row of rows.keys()) {
      const times = at(row, column)
      if (row !== column) rows[row] = (rows[row] ?? []).map((value, index) => value - times * at(column, index))
    }
  }
  return rows.map((row) => row.at(-1) ?? 0)
}

/** Whole minor units, one at a time to whoever lacks the most of what is theirs, the first of equals. */
function split(minor: number, shares: readonly number[]): number[] {
  const sign = Math.sign(minor)
  const parts = shares.map((share) => Math.floor(Math.abs(minor) * share))
  const losses = shares.map((share, index) => Math.abs(minor) * share - (parts[index] ?? 0))
  for (let left = Math.abs(minor) - parts.reduce((sum, part) => sum + part, 0); left > 0 && parts.length > 0; left--) {
    const most = losses.indexOf(Math.max(...losses))
    parts[most] = (parts[most] ?? 0) + 1
    losses[most] = -1
  }
  return parts.map((part) => sign * part)
}
