import * as z from 'zod'
import type { ClickBefore } from '../conversions/checked.ts'
import { type Database, readRow, statement } from '../storage/database.ts'

/** What credits hang on, of a conversion. Times in UTC milliseconds. */
export type Creditable = {
  readonly id: string
  readonly shopId: string
  readonly event: string
  readonly occurredAt: number
  readonly isTest: boolean
  readonly trust: number
  readonly click: string | null
  readonly linkNumber: number | null
  readonly clickAt: number | null
  /** Whether its click is known as the first of a visit, not as the last before the conversion. */
  readonly isLanding: boolean
  readonly shared: 'first' | 'further' | null
  readonly coupon: string | null
  /** `hash`: the customer that stands for who was told, by whichever of both. */
  readonly customer: {
    readonly hash: string | null
    readonly idHash: string | null
    readonly emailHash: string | null
  } | null
  readonly utm: { readonly source: string; readonly campaign: string; readonly content: string | null } | null
  /** Clicks of ours that any source told, also those that a better one replaced. */
  readonly toldClicks: readonly string[]
  /** Clicks that were told to have come before it. */
  readonly toldTouches: readonly ClickBefore[]
  /** Another one after each crediting; null where it waits for one. */
  readonly token: number | null
}

/** Each ping reads it once: a few columns of one row, where `findConversion` gathers all there is. */
export async function findCreditable(database: Database, id: string): Promise<Creditable | undefined> {
  const query = `select id, shop_id, event, occurred_at, is_test, trust, click, link_number, click_at, shared, coupon, customer_hash,
      exists (select 1 from evidence where conversion_id = conversions.id and evidence.click = conversions.click)
        and not exists (select 1 from evidence where conversion_id = conversions.id and evidence.click = conversions.click
          and is_landing = 0) as is_landing,
      customer_id_hash, customer_email_hash, utm_source, utm_campaign, utm_content,
      (select group_concat(evidence.click) from evidence where conversion_id = conversions.id) as told_clicks,
      (select json_group_array(json_array(link_number, click_at, click_random)) from told_touches
        where conversion_id = conversions.id) as told_touches,
      (select token from credited where conversion_id = conversions.id) as token
    from conversions where id = ?`
  const row = await readRow(database, creditableRow, statement(query, id))
  return row && toCreditable(row)
}

function toCreditable(row: z.output<typeof creditableRow>): Creditable {
  const { utm_source: source, utm_campaign: campaign, customer_id_hash: idHash, customer_email_hash: emailHash } = row
  return {
    id: row.id,
    shopId: row.shop_id,
    event: row.event,
    occurredAt: row.occurred_at,
    isTest: row.is_test === 1,
    trust: row.trust,
    click: row.click,
    linkNumber: row.link_number,
    clickAt: row.click_at,
    isLanding: row.is_landing === 1,
    shared: row.shared,
    coupon: row.coupon,
    customer: idHash === null && emailHash === null ? null : { hash: row.customer_hash, idHash, emailHash },
    utm: source === null || campaign === null ? null : { source, campaign, content: row.utm_content },
    toldClicks: row.told_clicks?.split(',') ?? [],
    toldTouches: row.told_touches,
    token: row.token,
  }
}

/** What `told_touches` hold, out of a list of lists. */
export const touchList = z
  .string()
  .transform((text) => z.array(z.tuple([z.number(), z.number(), z.number()])).parse(JSON.parse(text)))
  .transform((rows) => rows.map(([linkNumber, at, random]): ClickBefore => ({ linkNumber, at, random })))

const creditableRow = z.object({
  id: z.string(),
  shop_id: z.string(),
  event: z.string(),
  occurred_at: z.number(),
  is_test: z.number(),
  trust: z.number(),
  click: z.string().nullable(),
  link_number: z.number().nullable(),
  click_at: z.number().nullable(),
  shared: z.enum(['first', 'further']).nullable(),
  coupon: z.string().nullable(),
  is_landing: z.number(),
  customer_hash: z.string().nullable(),
  customer_id_hash: z.string().nullable(),
  customer_email_hash: z.string().nullable(),
  utm_source: z.string().nullable(),
  utm_campaign: z.string().nullable(),
  utm_content: z.string().nullable(),
  told_clicks: z.string().nullable(),
  told_touches: touchList,
  token: z.number().nullable(),
})
