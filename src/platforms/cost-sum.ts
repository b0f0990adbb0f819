import { showDay } from '../shops/calendar.ts'
import { convertMinor } from '../shops/rate.ts'
import type { Database } from '../storage/database.ts'
import type { Cost } from './cost.ts'
import { type PlaceFilter, readCosts, readHourlyRate } from './cost-store.ts'
import { type Days, daysWithin, partOn } from './spread.ts'

/** What was spent. Minor units of the shop's currency, and whole seconds. */
export type Spent = {
  readonly moneyMinor: number
  /** Of it, boosts and advertisements. */
  readonly adMinor: number
  readonly seconds: number
  /** The hours at the hourly rate; 0 where there is none. */
  readonly timeMinor: number
  /** Money without an exchange rate, by currency, in its minor units. */
  readonly unconverted: ReadonlyMap<string, number>
}

export const nothingSpent: Spent = {
  ...{ moneyMinor: 0, adMinor: 0, seconds: 0, timeMinor: 0 },
  unconverted: new Map(),
}

export type CostDimension =
  | ('link' | 'post' | 'campaign' | 'channel' | 'kind' | 'placement' | 'content')
  | ('country' | 'device' | 'app' | 'browser' | 'day')

export type CostQuestion = Days & {
  readonly by: CostDimension
  /** Of these only: a post's costs are its campaign's and its channel's too. */
  readonly scope?:
    | {
        readonly channel?: string | null | undefined
        readonly campaignId?: string | null | undefined
        readonly postId?: string | null | undefined
      }
    | undefined
  /** Of these places only, all at once; as reports have their filters. */
  readonly filters?: readonly PlaceFilter[] | undefined
}

export type CostSums = {
  /** By the keys that reports have; labels null where reports know better. */
  readonly rows: ReadonlyMap<string, Spent & { readonly label: string | null }>
  /** What isn't of one of them: a campaign's own costs, where posts are asked for. Rows and this add up to `total`. */
  readonly unassigned: Spent
  readonly total: Spent
  /** Minor units of the shop's currency; null where none was set, so that hours stay hours. */
  readonly hourlyRate: number | null
}

type Shop = { readonly id: string; readonly currency: string }

/**
 * Costs on the days asked for, by a dimension, each spread evenly over its days: the one sum that reports, plans and goals
 * share. Money in other currencies is converted by the rate of the cost's first day.
 */
export async function sumCosts(database: Database, shop: Shop, question: CostQuestion): Promise<CostSums> {
  const { from, to, scope, filters = [] } = question
  const [costs, hourlyRate] = await Promise.all([
    readCosts(
      database,
      shop.id,
      { from, to },
      {
        channel: scope?.channel ?? undefined,
        campaignId: scope?.campaignId ?? undefined,
        postId: scope?.postId ?? undefined,
        places: filters,
      },
    ),
    readHourlyRate(database, shop.id),
  ])
  return addCosts(costs, { ...question, currency: shop.currency, hourlyRate })
}

type Reckoning = Omit<CostQuestion, 'scope' | 'filters'> & {
  readonly currency: string
  readonly hourlyRate: number | null
}

/** As `sumCosts`, of costs in hand. */
export function addCosts(costs: readonly Cost[], asked: Reckoning): CostSums {
  const rows = new Map<string, Spent & { readonly label: string | null }>()
  let [unassigned, total] = [nothingSpent, nothingSpent]
  const add = (key: string, label: string | null, spent: Spent) => {
    const known = rows.get(key)
    rows.set(key, { ...(known ? addSpent(known, spent) : spent), label: known?.label ?? label })
  }
  for (const cost of costs) {
    const spent = spentOn(cost, asked, asked)
    total = addSpent(total, spent)
    const place = placeOf(cost, asked.by)
    if (asked.by === 'day')
      for (const day of daysWithin(cost, asked)) add(showDay(day), null, spentOn(cost, { from: day, to: day }, asked))
    else if (place) add(place.key, place.label, spent)
    else unassigned = addSpent(unassigned, spent)
  }
  return { rows, unassigned, total, hourlyRate: asked.hourlyRate }
}

export function addSpent(one: Spent, other: Spent): Spent {
  const unconverted = new Map(one.unconverted)
  for (const [currency, minor] of other.unconverted) unconverted.set(currency, (unconverted.get(currency) ?? 0) + minor)
  return {
    moneyMinor: one.moneyMinor + other.moneyMinor,
    adMinor: one.adMinor + other.adMinor,
    seconds: one.seconds + other.seconds,
    timeMinor: one.timeMinor + other.timeMinor,
    unconverted,
  }
}

/** Whether anything at all was spent. */
export function isSpent({ moneyMinor, seconds, unconverted }: Spent): boolean {
  return moneyMinor > 0 || seconds > 0 || unconverted.size > 0
}

/** The whole is rounded once, then cut: parts of it add up to it. */
function spentOn(cost: Cost, days: Days, { currency, hourlyRate }: Reckoning): Spent {
  const { amount, currency: told, rate, hours } = cost
  const part = (whole: number) => partOn(whole, cost, days)
  const own =
    amount === null || told === null || rate === null
      ? undefined
      : told === currency
        ? amount
        : convertMinor(amount, { from: told, to: currency, rate })
  const foreign = amount !== null && told !== null && own === undefined ? part(amount) : 0
  const moneyMinor = part(own ?? 0)
  return {
    moneyMinor,
    adMinor: cost.kind === 'ad' || cost.kind === 'boost' ? moneyMinor : 0,
    seconds: part(Math.round((hours ?? 0) * 3600)),
    timeMinor: part(Math.round((hours ?? 0) * (hourlyRate ?? 0))),
    unconverted: foreign > 0 && told !== null ? new Map([[told, foreign]]) : nothingSpent.unconverted,
  }
}

type Place = { readonly key: string; readonly label: string | null }

/** `(none)` as in reports: a post's costs are of no campaign where the post is in none. */
function placeOf({ link, post, campaign, channel }: Cost, by: CostDimension): Place | undefined {
  const none = { key: '(none)', label: null }
  if (by === 'link') return link ? { key: link.id, label: link.slug } : undefined
  if (by === 'content') return link ? { key: link.content ?? '(none)', label: null } : undefined
  if (by === 'post') return post ? { key: post.id, label: post.title } : undefined
  if (by === 'campaign') return campaign ? { key: campaign.id, label: campaign.name } : post ? none : undefined
  return by === 'channel' && channel ? { key: channel, label: null } : undefined
}
