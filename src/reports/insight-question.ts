import * as z from 'zod'
import { badField, badFields } from '../http/problem.ts'
import type { Shop } from '../shops/shop.ts'
import { parseMoney } from '../shops/money.ts'
import { funnelDimensions, isVisit, periodQuery, type Question } from './question.ts'

export const landingDimensions = [...funnelDimensions, 'link'] as const
export type LandingDimension = (typeof landingDimensions)[number]

export const landingsQuery = periodQuery.extend({
  by: z.enum(landingDimensions, `must be one of ${landingDimensions.join(', ')}`).default('post'),
})

export const orderValuesQuery = periodQuery.extend({ above: z.string().optional() })

export const forecastSpans = ['month', 'quarter'] as const
export type ForecastSpan = (typeof forecastSpans)[number]

export const forecastQuery = periodQuery.extend({
  of: z.enum(forecastSpans, `must be one of ${forecastSpans.join(', ')}`).default('month'),
  forecast: z.string().optional(),
})

/** An amount of the shop's currency in a query, minor units; more than 0. @throws Problem 400 naming the field */
export function readAmount(shop: Shop, field: string, told: string | undefined): number | undefined {
  if (told === undefined) return undefined
  const money = parseMoney(told, shop.currency)
  if (!money.ok) throw badField(`/${field}`, money.detail)
  if (money.minor === 0) throw badField(`/${field}`, `must be more than 0; leave ${field} out if there is none.`)
  return money.minor
}

/** For what is told by visits to the shop, which know their link but not what was clicked with. @throws Problem 400 */
export function refuseVisitFilters({ filters = [] }: Question): void {
  const wrong = filters.filter(({ dimension }) => isVisit(dimension))
  if (wrong.length === 0) return
  throw badFields(
    wrong.map(({ dimension }) => ({
      pointer: `/${dimension}`,
      detail: `Landings are kept without the ${dimension}: narrow them by link, post, campaign, channel, kind, placement or content.`,
    })),
  )
}
