import { type Statement, statement } from '../storage/database.ts'

/** Rows of a shop; beyond it the oldest go, and are counted. */
export const mostQuarantined = 10_000
/** Bytes of a shop, beyond which the same happens. */
export const mostQuarantinedBytes = 128 * 1024 * 1024

/** Makes room in the quarantine of a shop (null: of pings without one), and counts what goes. */
export function evictOldest(shopId: string | null): Statement[] {
  const beyond = `shop_id is ? and number <=
    (select number from quarantine where shop_id is ? order by number desc limit 1 offset ?)`
  const count = `insert into counters (name, label, value)
    select 'quarantine_evicted', '', count(*) from quarantine where ${beyond} having count(*) > 0
    on conflict (name, label) do update set value = value + excluded.value`
  return [
    statement(count, shopId, shopId, mostQuarantined),
    statement(`delete from quarantine where ${beyond}`, shopId, shopId, mostQuarantined),
    ...evictLargest(shopId),
  ]
}

/** The oldest until the rest has room, a thousand at a time. */
function evictLargest(shopId: string | null): Statement[] {
  const excess = `(select bytes from quarantine_sizes where shop_id = coalesce(?, '')) - ${mostQuarantinedBytes}`
  const beyond = `${excess} > 0 and number in (
    select number from (
      select number, sum(length(raw)) over (order by number) - length(raw) as older
      from (select number, raw from quarantine where shop_id is ? order by number limit 1000)
    ) where older < ${excess}
  )`
  const count = `insert into counters (name, label, value)
    select 'quarantine_evicted', '', count(*) from quarantine where ${beyond} having count(*) > 0
    on conflict (name, label) do update set value = value + excluded.value`
  return [count, `delete from quarantine where ${beyond}`].map((sql) => statement(sql, shopId, shopId, shopId))
}
