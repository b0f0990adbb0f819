import type { Database } from '../storage/database.ts'
import {
  readSeveralRefunds,
  readSeveralTouched,
  readTouches,
  type SeveralTouched,
  type TouchRow,
} from './journey-store.ts'
import type { SharedTouch } from './model-shares.ts'
import type { Dimension, Question } from './question.ts'
import { type ConversionRow, type Key, type LeftOut, readConversions, readRefunds, type RefundRow } from './store.ts'

/** `isWanted`: left by the question's filters. `hoursBefore` the conversion. */
export type JourneyTouch = SharedTouch & {
  readonly key: Key
  readonly label: string | null
  readonly isWanted: boolean
}

/** A conversion with its touches within the window, oldest first; two at least. Amounts in minor units. */
export type Journey = Omit<SeveralTouched, 'number'> & {
  readonly touches: readonly JourneyTouch[]
  readonly refunds: readonly { readonly currency: string | null; readonly refunded: number }[]
}

/** The period's conversions: those that every model credits alike already summed, the others one by one. */
export type Journeys = {
  readonly conversions: readonly ConversionRow[]
  readonly refunds: readonly RefundRow[]
  readonly journeys: readonly Journey[]
}

export async function readJourneys(
  database: Database,
  question: Question,
  by: Dimension,
  leftOut: LeftOut = {},
): Promise<Journeys> {
  const oneTouch = { ofOneTouch: true, ...leftOut } as const
  const [conversions, refunds, several, touches, givenBack] = await Promise.all([
    readConversions(database, question, by, oneTouch),
    readRefunds(database, question, by, oneTouch),
    readSeveralTouched(database, question, leftOut),
    readTouches(database, question, by),
    readSeveralRefunds(database, question),
  ])
  const touchesOf = gather(touches, (row) => toTouch(row, by))
  const refundsOf = gather(givenBack, ({ currency, refunded }) => ({ currency, refunded: refunded ?? 0 }))
  const journeys = several.map(({ number, ...one }) => ({
    ...one,
    touches: touchesOf.get(number) ?? [],
    refunds: refundsOf.get(number) ?? [],
  }))
  // A click that came between the statements may have made one more of several touches.
  return { conversions, refunds, journeys: journeys.filter((one) => one.touches.length > 0) }
}

function toTouch({ key, label, before, channel, post, wanted }: TouchRow, by: Dimension): JourneyTouch {
  const unit = by === 'day' ? post : key
  return { key, label, unit: unitOf(unit), hoursBefore: before / 3_600_000, channel, isWanted: wanted === 1 }
}

/** A row's key as models tell units apart. No key is written with parentheses. */
export function unitOf(key: Key): string {
  return key === null ? '(none)' : String(key)
}

/** Days are no units, as all touches of an order have the same: models tell posts apart there. */
export function unitsBy(by: Dimension): Dimension {
  return by === 'day' ? 'post' : by
}

function gather<Row extends { readonly number: number }, One>(rows: readonly Row[], toOne: (row: Row) => One) {
  const byNumber = new Map<number, One[]>()
  for (const row of rows) {
    const known = byNumber.get(row.number)
    if (known) known.push(toOne(row))
    else byNumber.set(row.number, [toOne(row)])
  }
  return byNumber
}
