import * as z from 'zod'
import { type Database, type Statement, statement } from '../../storage/database.ts'
import type { Checked } from '../checked.ts'
import { restOfOrder } from '../key.ts'
import { isNews, type MergeOutcome, newsOf, takesMoney, takesMoneyOf } from '../merge-store.ts'
import { mostBeforeMs, toldOrder } from '../alias-store.ts'

/** What storing would come to, and what stands there already, in minor units. */
export type Foreseen = {
  readonly outcome: MergeOutcome
  /** The conversion's key. */
  readonly key: string
  readonly held: {
    readonly number: number
    readonly id: string
    readonly value: number | null
    readonly currency: string | null
  } | null
  /** Whether the amount would be taken in the place of what stands. */
  readonly takesMoney: boolean
  /** Of all conversions that are this order, also told by other names of it. */
  readonly numbers: readonly number[]
  /** Given back of the order by others. */
  readonly givenBack: number
}

/** A checked ping, and the key of the order that this file already named by its id, if it did. */
export type Awaited = { readonly checked: Checked; readonly knownKey: string | null }

/** Looks ahead by the rules of merge-store.ts, storing nothing. */
export async function foresee(database: Database, pings: readonly Awaited[]): Promise<Foreseen[]> {
  if (pings.length === 0) return []
  const answers = await database.batch(pings.flatMap((ping) => [selectHeld(ping), selectGiven(ping)]))
  return pings.map((_, index) => {
    const rows = z.array(heldRow).parse(answers[2 * index]?.rows)
    const [first] = rows
    const found = rows.flatMap(({ number, id, value, currency }) =>
      number === null || id === null ? [] : [{ number, id, value, currency }],
    )
    const isNew = rows.every(({ is_news: isNewsOfIt }) => isNewsOfIt === 1)
    return {
      outcome: found.length === 0 ? 'stored' : isNew ? 'merged' : 'duplicate',
      key: first?.key ?? '',
      held: found[0] ?? null,
      takesMoney: rows.every(({ takes_money: takes }) => takes === 1),
      numbers: found.map(({ number }) => number),
      givenBack: givenRow.parse(answers[2 * index + 1]?.rows[0]).given,
    }
  })
}

/** The conversion of the ping's key first, then those told by other names of the order, which become one with it. */
function selectHeld({ checked, knownKey }: Awaited): Statement {
  const { shopId, event, key, aliases, occurredAt } = checked
  const alias = event === 'purchase' && aliases.length === 0 ? key : null
  const query = `with own as (select coalesce(?,
      (${toldOrder('key')}), ?) as key)
    select own.key, conversions.number, conversions.id, conversions.value, conversions.currency, ${isNews} as is_news,
      ${takesMoney} as takes_money
    from own left join conversions on conversions.shop_id = ? and conversions.event = ?
      and conversions.key in (select own.key union all select value from json_each(?) where not exists
        (select 1 from order_aliases where order_aliases.shop_id = ? and alias = json_each.value and order_aliases.key <> own.key))
      and (conversions.key = own.key or conversions.occurred_at >= ?)
    order by conversions.key = own.key desc, conversions.number`
  const names = JSON.stringify(aliases.map((one) => one.key).filter((one) => one !== key))
  const ofKey = [knownKey, shopId, alias, occurredAt, key] as const
  const since = occurredAt - mostBeforeMs
  return statement(query, ...ofKey, ...newsOf(checked), ...takesMoneyOf(checked), shopId, event, names, shopId, since)
}

function selectGiven({ checked }: Awaited): Statement {
  const { shopId, orderKey, orderId, id, money, isTest, occurredAt } = checked
  const query = `select coalesce(sum(value), 0) as given from conversions where shop_id = ? and event = 'refund'
    and order_id = coalesce((${toldOrder('order_id')}), ?)
    and currency = ? and is_test = ? and key not like '%${restOfOrder}' and id <> ?`
  const ofOrder = [shopId, shopId, orderKey, occurredAt, orderId] as const
  return statement(query, ...ofOrder, money?.currency ?? '', isTest ? 1 : 0, id)
}

const heldRow = z.object({
  key: z.string(),
  number: z.number().nullable(),
  id: z.string().nullable(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  is_news: z.number(),
  takes_money: z.number(),
})
const givenRow = z.object({ given: z.number() })
