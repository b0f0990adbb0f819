import { apps, browsers, devices } from '../clicks/user-agent.ts'
import { wilson } from '../statistics/interval.ts'
import type { Survival } from '../visits/store.ts'
import type { ClickAgent, OrderAgent } from './coverage-store.ts'

/**
 * What a click was made with: an app that opens pages within itself (its cookies aren't the browser's), else the browser.
 * `unknown`: the click isn't kept any more, or doesn't say. `others`: what is too few each.
 */
export type AgentName =
  | { readonly kind: 'app'; readonly key: Exclude<(typeof apps)[number], 'none'> }
  | { readonly kind: 'browser'; readonly key: (typeof browsers)[number] }
  | { readonly kind: 'device'; readonly key: (typeof devices)[number] }
  | { readonly kind: 'unknown' | 'others'; readonly key: '' }

/** With fewer, the next order would turn the share over. */
const fewestOrders = 5
const fewestClicks = 30

/** Orders by what their credited click was made with; `seen` is null where the shop passes on no click of the group. */
export function groupOrders(rows: readonly OrderAgent[]) {
  const show = (name: (row: Agent) => AgentName) =>
    group(rows, { name, size: ({ orders }) => orders, fewest: fewestOrders, add: addOrders }).map(
      ({ agent, sum: { orders, told, seen } }) => ({
        ...agent,
        orders,
        passedOn: told,
        seen: told < fewestOrders ? null : wilson(seen, told),
      }),
    )
  return { byBrowser: show(nameProgram), byDevice: show(nameDevice) }
}

/** People's clicks by what they were made with, and the share that arrived in the shop with their id. */
export function groupClicks(rows: readonly ClickAgent[]) {
  const show = (name: (row: Agent) => AgentName) =>
    group(rows, { name, size: ({ clicks }) => clicks, fewest: fewestClicks, add: addClicks }).map(
      ({ agent, sum: { clicks, named, landed } }) => ({
        ...agent,
        clicks,
        withoutId: clicks - named,
        landed,
        survived: wilson(landed, clicks),
      }),
    )
  return { byBrowser: show(nameProgram), byDevice: show(nameDevice) }
}

/** Null while no visit was told of: then nothing is known of how ids fare, rather than that none arrives. */
export function showSurvival({ humanClicks, landedClicks }: Survival) {
  // An address that was copied lands on a later day than its click, and a click may since be judged a bot's.
  const landed = Math.min(landedClicks, humanClicks)
  return {
    clicks: humanClicks,
    landed: landedClicks,
    survived: landedClicks === 0 || humanClicks === 0 ? null : wilson(landed, humanClicks),
  }
}

type Agent = { readonly app: number | null; readonly browser: number | null; readonly device: number | null }

function nameProgram({ app, browser }: Agent): AgentName {
  if (app === null || browser === null) return { kind: 'unknown', key: '' }
  const inApp = apps[app] ?? 'none'
  if (inApp !== 'none') return { kind: 'app', key: inApp }
  return { kind: 'browser', key: browsers[browser] ?? 'unknown' }
}

function nameDevice({ device }: Agent): AgentName {
  if (device === null) return { kind: 'unknown', key: '' }
  return { kind: 'device', key: devices[device] ?? 'unknown' }
}

type Grouping<Row> = {
  readonly name: (row: Row) => AgentName
  readonly size: (row: Row) => number
  /** Groups of a smaller size are put together. */
  readonly fewest: number
  readonly add: (a: Row, b: Row) => Row
}
type Grouped<Row> = { readonly agent: AgentName; readonly sum: Row }

/** The largest first, the others last. */
function group<Row>(rows: readonly Row[], { name, size, fewest, add }: Grouping<Row>): Grouped<Row>[] {
  const named = collect(
    rows.map((row) => ({ agent: name(row), sum: row })),
    add,
  )
  const large = named.filter(({ sum }) => size(sum) >= fewest).toSorted((a, b) => size(b.sum) - size(a.sum))
  const small = named.filter(({ sum }) => size(sum) < fewest)
  const others = { kind: 'others', key: '' } as const
  return [
    ...large,
    ...collect(
      small.map(({ sum }) => ({ agent: others, sum })),
      add,
    ),
  ]
}

function collect<Row>(rows: readonly Grouped<Row>[], add: (a: Row, b: Row) => Row): Grouped<Row>[] {
  const byName = new Map<string, Grouped<Row>>()
  for (const row of rows) {
    const name = `${row.agent.kind} ${row.agent.key}`
    const before = byName.get(name)
    byName.set(name, before ? { agent: row.agent, sum: add(before.sum, row.sum) } : row)
  }
  return [...byName.values()]
}

function addOrders(a: OrderAgent, b: OrderAgent): OrderAgent {
  return { ...a, orders: a.orders + b.orders, told: a.told + b.told, seen: a.seen + b.seen }
}

function addClicks(a: ClickAgent, b: ClickAgent): ClickAgent {
  return { ...a, clicks: a.clicks + b.clicks, named: a.named + b.named, landed: a.landed + b.landed }
}
