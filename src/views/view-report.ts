import { badFields, Problem } from '../http/problem.ts'
import { toQuestion } from '../reports/question.ts'
import { summariseCompared } from '../reports/compare.ts'
import { requireKnown } from '../reports/filter-store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Report } from './report-table.ts'
import { askedOf, type ViewQuery } from './view.ts'

type Reader = Pick<Runtime, 'database' | 'now'>

/** What a view shows now. */
export function readViewReport({ database, now }: Reader, shop: Shop, query: ViewQuery): Promise<Report> {
  const { asked, question } = questionOf(shop, query, now())
  return summariseCompared(database, question, asked.by, asked.compare)
}

/** @throws Problem 400 naming what its report can't be asked, as a field of `query` */
export async function checkQuery({ database, now }: Reader, shop: Shop, query: ViewQuery): Promise<void> {
  try {
    await requireKnown(database, questionOf(shop, query, now()).question)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw badFields(error.errors.map((one) => ({ ...one, pointer: `/query${one.pointer}` })))
  }
}

function questionOf(shop: Shop, query: ViewQuery, now: number) {
  const asked = askedOf(query, localDay(now, shop.timeZone))
  return { asked, question: toQuestion(shop, asked, now) }
}
