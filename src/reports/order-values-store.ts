import * as z from 'zod'
import { countedIn } from '../conversions/counted-store.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import { conversionConditions } from './filter-store.ts'
import type { Question } from './question.ts'
import { joinPlaces } from './store.ts'

/**
 * Amounts of the period's orders and how often each came, by the channel credited within the window; null for the rest of the
 * shop. Minor units of the shop's currency by its revenue basis; orders in others, or without an amount, have an amount of null.
 */
export function readAmounts(database: Database, question: Question): Promise<AmountRow[]> {
  const counted = countedIn(question, ['purchase'])
  const only = conversionConditions(question)
  const sql = `select place.channel as channel,
      case when counted.valued and counted.currency = ? then counted.amount end as amount, count(*) as orders
    from ${counted.sql} counted ${joinPlaces}
    where true ${only.map((one) => `and ${one.sql}`).join(' ')}
    group by 1, 2`
  const params = [question.shop.currency, ...counted.params, ...only.flatMap((one) => one.params)]
  return readRows(database, amountRow, statement(sql, ...params))
}

const amountRow = z.object({ channel: z.string().nullable(), amount: z.number().nullable(), orders: z.number() })
export type AmountRow = z.output<typeof amountRow>
