import * as z from 'zod'
import { isLastWithin } from '../conversions/journey-store.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import { conversionConditions } from './filter-store.ts'
import type { Question } from './question.ts'
import { amountOf, currencyOf, joinPosts } from './store.ts'

/**
 * Amounts of the period's orders and how often each came, by the channel credited within the window; null for the rest of the
 * shop. Minor units of the shop's currency by its revenue basis; orders in others, or without an amount, have an amount of null.
 */
export function readAmounts(database: Database, question: Question): Promise<AmountRow[]> {
  const { shop, from, to, windowDays } = question
  const only = conversionConditions(question)
  const isValued = `conversions.value is not null and ${currencyOf('conversions')} = ?`
  // Links and posts are looked up for filters alone: that takes as long as all the rest.
  const filtered = only.length > 0 ? `left join links on links.number = credits.link_number ${joinPosts}` : ''
  const sql = `select place.channel as channel,
      case when ${isValued} then ${amountOf('conversions', shop.revenueBasis)} end as amount, count(*) as orders
    from conversions
    left join (select conversion_id, link_number, click_at, share, last_within, click_visit as visit from credits) credits
      on credits.conversion_id = conversions.id and ${isLastWithin()}
    left join link_places place on place.link = credits.link_number ${filtered}
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase' ${only.map((one) => `and ${one.sql}`).join(' ')}
    group by 1, 2`
  const params = [shop.currency, windowDays * dayMs, shop.id, from, to, ...only.flatMap((one) => one.params)]
  return readRows(database, amountRow, statement(sql, ...params))
}

const amountRow = z.object({ channel: z.string().nullable(), amount: z.number().nullable(), orders: z.number() })
export type AmountRow = z.output<typeof amountRow>
