import { type Source, rank } from './trust.ts'

/** Amounts in minor units. `cause`: what the difference looks like, by what is known of the order. */
export type Disagreement = {
  readonly field: 'value' | 'currency' | 'click'
  readonly source: Source
  readonly told: string | number
  readonly taken: string | number
  /** Whose word was taken. */
  readonly takenFrom: Source | null
  readonly cause: Cause | null
}

const causes = ['tax-and-shipping', 'tax', 'shipping', 'discount', 'minor-units', 'currency'] as const
export type Cause = (typeof causes)[number]

/** Minor units that sources may be apart by rounding. */
const roundingMinor = 1

type Told = {
  readonly source: Source
  readonly value: number | null
  readonly currency: string | null
  readonly click: string | null
}

/** What is taken of an order, and what each source told of it. */
type Taken = {
  readonly value: number | null
  readonly tax: number | null
  readonly shipping: number | null
  readonly currency: string | null
  readonly click: string | null
  readonly coupon: string | null
  readonly evidence: readonly Told[]
}

/** Where a source told something else than what was taken: the most trusted source's amount, the best click. */
export function findDisagreements(taken: Taken): Disagreement[] {
  const { evidence, click } = taken
  const byTrust = evidence.toSorted((a, b) => rank[b.source] - rank[a.source])
  const amountFrom = byTrust.find(({ value }) => value !== null)?.source ?? null
  const clickFrom = byTrust.find((one) => one.click === click)?.source ?? null
  return byTrust.flatMap((told) => [
    ...compareAmounts(taken, told).map((one) => ({ ...one, source: told.source, takenFrom: amountFrom })),
    ...compareClicks(taken, told).map((one) => ({ ...one, source: told.source, takenFrom: clickFrom })),
  ])
}

type Found = Omit<Disagreement, 'source' | 'takenFrom'>

function compareAmounts(taken: Taken, told: Told): Found[] {
  if (taken.value === null || taken.currency === null || told.value === null || told.currency === null) return []
  if (told.currency !== taken.currency)
    return [{ field: 'currency', told: told.currency, taken: taken.currency, cause: 'currency' }]
  if (!differ(told.value, taken.value)) return []
  return [{ field: 'value', told: told.value, taken: taken.value, cause: findCause(taken, told.value, taken.value) }]
}

function compareClicks(taken: Taken, told: Told): Found[] {
  if (told.click === null || taken.click === null || told.click === taken.click) return []
  return [{ field: 'click', told: told.click, taken: taken.click, cause: null }]
}

function findCause({ tax, shipping, coupon }: Taken, told: number, taken: number): Cause | null {
  const missing = taken - told
  const isPart = (part: number | null) => part !== null && part > 0 && !differ(missing, part)
  if (isPart(tax)) return 'tax'
  if (isPart(shipping)) return 'shipping'
  if (tax !== null && shipping !== null && isPart(tax + shipping)) return 'tax-and-shipping'
  if (taken > 0 && told > 0 && (told === taken * 100 || taken === told * 100)) return 'minor-units'
  return missing < 0 && coupon !== null ? 'discount' : null
}

function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > roundingMinor
}

/** How a row of `evidence` differs from its conversion, as SQL, by field: as `findDisagreements`. */
export const differsSql = {
  value: `(evidence.currency = conversions.currency and abs(evidence.value - conversions.value) > ${roundingMinor})`,
  currency: `(evidence.value is not null and conversions.value is not null and evidence.currency <> conversions.currency)`,
  click: `(evidence.click <> conversions.click)`,
} as const satisfies Record<Disagreement['field'], string>

/** Whether any source told something else than what was taken, as SQL over `conversions`. */
export const disagreesSql = `exists (select 1 from evidence where evidence.conversion_id = conversions.id
  and (${Object.values(differsSql).join(' or ')}))`
