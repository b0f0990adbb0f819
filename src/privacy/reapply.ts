import * as z from 'zod'
import { loadSigningKeys, readClickId, signClickId } from '../clicks/click-id.ts'
import { namesErased } from '../conversions/erased-names.ts'
import { clickName, findErased, orderNames } from '../shops/erased.ts'
import { addErasures, type Erasure, findHashes } from '../shops/erased-store.ts'
import { listShops } from '../shops/store.ts'
import type { Database } from '../storage/database.ts'
import { eraseAnswersOf, eraseTexts, readAnsweredPage, readTextPage } from '../survey/store.ts'
import {
  readNotePage,
  readQuarantinePage,
  removeAnswers,
  removeClick,
  removeCustomer,
  removeNotes,
  removeOrder,
  removeQuarantined,
} from './erase-store.ts'
import { findClickSeqs, idOfKey } from './erase.ts'
import { readCustomerHashes, readNamedClicks, readOrderPage, readToldClicks } from './reapply-store.ts'

/** What a list of erasures holds that can be read as one. */
export function readErasures(listed: readonly unknown[]): readonly Erasure[] {
  return listed.map((one) => erasure.safeParse(one).data).filter((one) => one !== undefined)
}

const erasure = z.object({
  hash: z.string(),
  kind: z.enum(['order', 'order-name', 'lone-order', 'customer', 'customer-hash', 'click', 'quarantined']),
  secret: z.string(),
  hour: z.number().nullable(),
  erasedAt: z.number(),
})

/**
 * Erases from a database of earlier days what was erased since. Resolves with how many erasures it didn't know of; the
 * ids are found by their hashes, so all that have one are gone through.
 */
export async function reapplyErasures(database: Database, listed: readonly Erasure[]): Promise<number> {
  const known = await findHashes(
    database,
    listed.map(({ hash }) => hash),
  )
  const missing = listed.filter(({ hash }) => !known.has(hash))
  if (missing.length === 0) return 0
  await database.batch(addErasures(missing))
  await removeOrders(database)
  await removeCustomers(database)
  await removeClicks(
    database,
    missing.map(({ hour }) => hour).filter((hour) => hour !== null),
  )
  await removeFromQuarantine(database)
  await removeFromNotes(database)
  await removeAnswered(database)
  await removeFromTexts(database)
  return new Set(missing.map(({ hash }) => hash)).size
}

const pageSize = 200

async function removeOrders(database: Database): Promise<void> {
  for (let after = 0; ; ) {
    const page = await readOrderPage(database, { after, most: pageSize })
    const named = page.flatMap(({ shopId, orderId, aliases }) => {
      const others = aliases.map(idOfKey).filter((id) => id !== orderId)
      return orderNames(shopId, orderId, others).map((name) => ({ ...name, orderId, others }))
    })
    for (const { shopId, orderId, others } of await findErased(database, named)) {
      const removed = removeOrder(shopId, orderId)
      await database.batch([removeAnswers(shopId, orderId, [orderId, ...others]), ...removed])
    }
    const last = page.at(-1)
    if (!last) return
    after = last.number
  }
}

async function removeCustomers(database: Database): Promise<void> {
  const stored = await readCustomerHashes(database)
  const names = stored.map(({ shopId, hash }) => ({ kind: 'customer-hash', shopId, id: hash }) as const)
  for (const { shopId, id } of await findErased(database, names)) await database.batch(removeCustomer(shopId, [id]))
}

async function removeClicks(database: Database, hours: readonly number[]): Promise<void> {
  if (hours.length === 0) return
  const keys = await loadSigningKeys(database)
  const told = (await readToldClicks(database)).map((id) => readClickId(id, keys))
  const clicks = [...(await readNamedClicks(database, hours)), ...told.filter((click) => click !== undefined)]
  const named = clicks.map((click) => ({ ...clickName(click), click }))
  for (const { click } of await findErased(database, named))
    await database.batch(removeClick(click, signClickId(click, keys), await findClickSeqs(database, click)))
}

async function removeFromQuarantine(database: Database): Promise<void> {
  const shops = (await listShops(database)).map(({ id }) => id)
  for (let after = 0; ; ) {
    const page = await readQuarantinePage(database, undefined, { after, most: 20 })
    const removed = page.map(({ id }) => ({ kind: 'quarantined', shopId: '', id }) as const)
    const gone = new Set((await findErased(database, removed)).map(({ id }) => id))
    for (const { id, raw, envelope, detail, shopId } of page) {
      const text = { query: `${envelope ?? ''}\n${detail}` }
      if (await namesErased(database, { raw, envelope: text, shopId }, shops)) gone.add(id)
    }
    if (gone.size > 0) await database.batch([removeQuarantined([...gone])])
    const last = page.at(-1)
    if (!last) return
    after = last.number
  }
}

async function removeFromNotes(database: Database): Promise<void> {
  for (let after = 0; ; ) {
    const page = await readNotePage(database, undefined, { after, most: pageSize })
    for (const { id, shopId, note } of page) {
      const raw = new TextEncoder().encode(note)
      if (await namesErased(database, { raw, envelope: {}, shopId }, [])) await database.batch(removeNotes([id]))
    }
    const last = page.at(-1)
    if (!last) return
    after = last.number
  }
}

/** Answers to the question after an order that were told for one that is in no conversion. */
async function removeAnswered(database: Database): Promise<void> {
  for (let after = 0; ; ) {
    const page = await readAnsweredPage(database, { after, most: pageSize })
    const named = page.flatMap(({ shopId, orderId }) =>
      orderNames(shopId, orderId, []).map((name) => ({ ...name, orderId })),
    )
    const gone = await findErased(database, named)
    if (gone.length > 0) await database.batch(gone.map(({ shopId, orderId }) => eraseAnswersOf(shopId, orderId)))
    const last = page.at(-1)
    if (!last) return
    after = last.number
  }
}

async function removeFromTexts(database: Database): Promise<void> {
  for (let after = 0; ; ) {
    const page = await readTextPage(database, undefined, { after, most: pageSize })
    for (const { id, shopId, text } of page) {
      const raw = new TextEncoder().encode(text)
      if (await namesErased(database, { raw, envelope: {}, shopId }, [])) await database.batch(eraseTexts([id]))
    }
    const last = page.at(-1)
    if (!last) return
    after = last.number
  }
}
