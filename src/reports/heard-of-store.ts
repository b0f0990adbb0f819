import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { namedOrder } from '../conversions/alias-store.ts'
import { channelIds } from '../links/channel.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { places } from '../survey/place.ts'
import { mostEarlySql } from '../survey/survey.ts'
import type { Question } from './question.ts'

/**
 * Orders of the period that were answered for, by what was said and the channel of the click that is credited, null where
 * there was none. An order that goes by several ids has one answer, its first that wasn't given before it was made.
 */
export function readHeard(database: Database, { shop, from, to, windowDays }: Question): Promise<HeardRow[]> {
  const sql = `select place, is_own as isOwn, clicked, count(*) as orders from (
      select min(told.number), told.place as place, told.is_own as is_own, (${clickedChannel}) as clicked
      from (${toldOrders}) told join conversions on conversions.shop_id = ? and conversions.order_id = told.order_id
        and told.created_at >= ${fromCustomer}
      where conversions.event = 'purchase' and conversions.is_test = 0 and conversions.day between ? and ?
      group by conversions.number
    ) group by 1, 2, 3`
  return readRows(database, heardRow, statement(sql, windowDays * dayMs, shop.id, from - 1, shop.id, from, to))
}

/**
 * All orders of the period, and answers of its days that belong to none of the shop's: tied to no order, or to one that is
 * unknown or was made only after.
 */
export async function readHeardBeside(database: Database, { shop, from, to }: Question): Promise<HeardBeside> {
  const sql = `select (select count(*) from conversions where shop_id = ? and day between ? and ? and is_test = 0
        and event = 'purchase') as orders,
      (select count(*) from survey_answers where shop_id = ? and day between ? and ? and order_id is null) as untied,
      (select count(*) from (${toldOrders}) told where told.day <= ? and not exists (select 1 from conversions
        where conversions.shop_id = ? and conversions.order_id = told.order_id and conversions.event = 'purchase'
          and conversions.is_test = 0 and told.created_at >= ${fromCustomer})) as ofUnknownOrders`
  const days = [shop.id, from, to]
  const row = await readRow(database, heardBeside, statement(sql, ...days, ...days, shop.id, from, to, shop.id))
  return row ?? { orders: 0, untied: 0, ofUnknownOrders: 0 }
}

/** Answers for orders, from a day on, by the order's own id: it may have been told by another of its names. */
const toldOrders = `select answers.number, answers.day, answers.created_at, answers.place, answers.word is not null as is_own,
      coalesce((${namedOrder('order_id', 'answers.shop_id', `replace(replace(answers.order_id, '%', '%25'), '#', '%23')`)}),
        answers.order_id) as order_id
    from survey_answers answers where answers.shop_id = ? and answers.order_id is not null and answers.day >= ?`

/** From when on its customer can have answered for an order. */
const fromCustomer = `conversions.occurred_at - ${mostEarlySql('conversions.occurred_at')}`

/** A link told by hand is no click: whoever wrote the order down may have asked the customer. */
const clickedChannel = `select posts.channel from credits join links on links.number = credits.link_number
        join posts on posts.id = links.post_id
      where credits.conversion_id = conversions.id and credits.share > 0 and credits.click_random <> ${noClick}
        and conversions.occurred_at - credits.click_at <= ? order by credits.position desc limit 1`

const heardRow = z.object({
  place: z.enum(places),
  isOwn: z.number(),
  clicked: z.enum(channelIds).nullable(),
  orders: z.number(),
})
const heardBeside = z.object({ orders: z.number(), untied: z.number(), ofUnknownOrders: z.number() })

export type HeardRow = z.output<typeof heardRow>
export type HeardBeside = z.output<typeof heardBeside>
