import type { Journey, JourneyTouch } from './journeys.ts'
import { splitMinor } from './model-shares.ts'
import type { ConversionRow, Key, RefundRow } from './store.ts'

/** Rows as the database sums them, by key; `wholes`: the same conversions one by one, for what isn't a sum over keys. */
export type Credits = {
  readonly conversions: readonly ConversionRow[]
  readonly refunds: readonly RefundRow[]
  readonly wholes: readonly ConversionRow[]
}

export type SharesOf = (touches: readonly JourneyTouch[]) => readonly number[]

/** Splits journeys among the keys of their touches: conversions by their share, money in whole minor units that add up. */
export function creditJourneys(journeys: readonly Journey[], sharesOf: (journey: Journey) => SharesOf): Credits {
  const split = journeys.map((journey) => splitJourney(journey, sharesOf(journey)(journey.touches)))
  return {
    conversions: split.flatMap(({ parts, journey }) => parts.map((part) => creditPart(journey, part))),
    refunds: split.flatMap(({ parts }) =>
      parts.flatMap(({ key, refunds }) => refunds.map((one) => ({ ...one, credited: 1, key }))),
    ),
    wholes: split.flatMap(({ parts, journey }) => (parts.length > 0 ? [creditPart(journey, sumParts(parts))] : [])),
  }
}

/** What a key has of one conversion. `share` 0–1, amounts in minor units. */
export type Part = {
  readonly key: Key
  readonly label: string | null
  readonly share: number
  readonly gross: number
  readonly refunds: readonly { readonly currency: string | null; readonly refunded: number }[]
}

/** The parts of the keys that the question's filters leave; without filters they add up to the whole. */
export function splitJourney(
  journey: Journey,
  shares: readonly number[],
): { readonly journey: Journey; readonly parts: readonly Part[] } {
  const { touches, gross, refunds } = journey
  const amounts = splitMinor(gross, shares)
  const givenBack = refunds.map((one) => ({ ...one, amounts: splitMinor(one.refunded, shares) }))
  const parts = new Map<Key, Part>()
  for (const [index, { key, label, isWanted }] of touches.entries()) {
    const share = shares[index] ?? 0
    if (!isWanted || share === 0) continue
    const before = parts.get(key)
    parts.set(key, {
      key,
      label,
      share: (before?.share ?? 0) + share,
      gross: (before?.gross ?? 0) + (amounts[index] ?? 0),
      refunds: givenBack.map(({ currency, amounts: of }, one) => ({
        currency,
        refunded: (before?.refunds[one]?.refunded ?? 0) + (of[index] ?? 0),
      })),
    })
  }
  return { journey, parts: [...parts.values()] }
}

function sumParts(parts: readonly Part[]): Pick<Part, 'key' | 'label' | 'share' | 'gross'> {
  const share = parts.reduce((sum, part) => sum + part.share, 0)
  return {
    key: null,
    label: null,
    // Parts of a whole add up to one but for the last bit, and whole orders are counted whole.
    share: Math.abs(share - 1) < 1e-9 ? 1 : share,
    gross: parts.reduce((sum, part) => sum + part.gross, 0),
  }
}

function creditPart(journey: Journey, { key, label, share, gross }: Omit<Part, 'refunds'>): ConversionRow {
  const { event, currency, customer } = journey
  return {
    ...{ credited: 1, key, label, event, currency, customer },
    number: share,
    verified: share * journey.verified,
    reported: share * journey.reported,
    new_customers: share * journey.new_customers,
    customers_told: share * journey.customers_told,
    valued: share * journey.valued,
    gross,
    squares: gross * gross,
    share_squares: share * share,
    largest_share: share,
    largest: gross,
  }
}
