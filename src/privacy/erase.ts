import { creditAgain, creditClick } from '../attribution/credit.ts'
import { type ClickIdentity, loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { hashCustomer } from '../conversions/customer.ts'
import { decodedForms, holdsId } from '../conversions/decoded.ts'
import { arrivedText, customerName } from '../conversions/erased-names.ts'
import { orderKey } from '../conversions/key.ts'
import { findLinkByNumber } from '../links/store.ts'
import type { Runtime } from '../runtime.ts'
import { clickName, type ErasedName, toErasures } from '../shops/erased.ts'
import { addErasures, type Erasure } from '../shops/erased-store.ts'
import { countUp } from '../storage/counters.ts'
import type { Database, Statement } from '../storage/database.ts'
import { eraseTexts, readTextPage } from '../survey/store.ts'
import {
  findClickRows,
  findKnownOrder,
  listClicks,
  listRecredited,
  type KnownOrder,
  type NoteText,
  type QuarantinedText,
  readNotePage,
  readQuarantinePage,
  removeAnswers,
  removeClick,
  removeCustomer,
  removedCustomers,
  removedOrders,
  removeNotes,
  removeOrder,
  removeQuarantined,
} from './erase-store.ts'

/** Whom or what to erase, by the id that the shop knows it by; of a click, what stood in the `till` parameter. */
export type Erasing = { readonly kind: 'order' | 'customer' | 'click'; readonly id: string; readonly shopId: string }

/**
 * What went: conversions gone (`order`), made anonymous (`customer`), or credited to a click that has no name any more
 * (`click`); raw clicks without a name; pings in quarantine that named it. `isWiped`: no byte is left in the files;
 * null where the files are not ours (Workers).
 */
export type ErasedCounts = {
  readonly conversions: number
  readonly clicks: number
  readonly quarantined: number
  readonly isWiped: boolean | null
}

type Parts = Pick<Runtime, 'database' | 'now' | 'erasures'>

/** The shop whose click this is; undefined for an id that isn't one of a click of ours. */
export async function findClickShop(database: Database, id: string): Promise<string | undefined> {
  const click = readClickId(id.trim(), await loadSigningKeys(database))
  return click && (await findLinkByNumber(database, click.link))?.shopId
}

/**
 * Erases an order, a customer or a click from the database, and from its files where they are ours. What is kept are
 * hashes under a secret, beside the database first, so that what comes again isn't stored again and a restored backup is
 * put right. Done again it does nothing more.
 * A click's id must be one that `findClickShop` knows.
 */
export async function erase(parts: Parts, erasing: Erasing): Promise<ErasedCounts> {
  const target = await aim(parts.database, erasing)
  const first = await sweep(parts, target)
  // A ping that was on its way when the hashes were written may have come in behind them.
  await pause(inFlightMs)
  const second = await sweep(parts, target)
  await creditOthers(parts, target.clicks)
  await creditAgain(parts, target.recredited)
  const isWiped = parts.erasures ? await parts.erasures.wipe() : null
  return {
    conversions: first.conversions + second.conversions,
    clicks: first.clicks + second.clicks,
    quarantined: first.quarantined + second.quarantined,
    isWiped,
  }
}

const inFlightMs = 100

/** Where several orders came by one click, another may be its first now, or it turns out to be one customer's. */
export async function creditOthers(parts: Pick<Runtime, 'database' | 'now'>, clicks: readonly string[]): Promise<void> {
  const keys = await loadSigningKeys(parts.database)
  for (const id of clicks) {
    const click = readClickId(id, keys)
    if (click) await creditClick(parts, click)
  }
}

/** What an erasure comes to. `counted`: which of the statements gives the conversions it changes, and which the clicks. */
type Target = {
  readonly names: readonly (ErasedName & { readonly hour?: number })[]
  readonly shopId: string | undefined
  /** Clicks whose other orders are to be credited anew. */
  readonly clicks: readonly string[]
  /** Conversions whose journeys go by what is erased. */
  readonly recredited: readonly string[]
  isNamedIn(forms: readonly string[]): boolean
  removal(): Promise<Removal>
}

type Removal = {
  readonly statements: readonly Statement[]
  readonly conversions: number
  readonly clicks: number | null
}

function aim(database: Database, erasing: Erasing): Promise<Target> {
  const id = erasing.id.trim()
  if (erasing.kind === 'order') return aimAtOrder(database, erasing.shopId, id)
  return erasing.kind === 'customer' ? aimAtCustomer(database, erasing.shopId, id) : aimAtClick(database, id)
}

async function aimAtOrder(database: Database, shopId: string, id: string): Promise<Target> {
  const keys = [orderKey(id, false), orderKey(id, true)]
  const known = await findKnownOrder(database, shopId, { id, keys })
  const clicks = await listClicks(database, shopId, { orderId: known.orderId })
  const recredited = await listRecredited(database, shopId, { orderId: known.orderId })
  return { ...orderTarget(shopId, known, id), clicks, recredited }
}

/** `id`: as it was asked for, where that is another of its names. */
function orderTarget(
  shopId: string,
  { orderId, aliases }: KnownOrder,
  id: string,
): Omit<Target, 'clicks' | 'recredited'> {
  const ids = [...new Set([orderId, id, ...aliases.map(idOfKey)])]
  const isLone = aliases.length === 0
  const others = ids.filter((one) => one !== orderId)
  return {
    shopId,
    names: [
      { kind: 'order', shopId, id: orderId },
      ...(isLone ? [{ kind: 'lone-order', shopId, id: orderId } as const] : []),
      ...others.map((one) => ({ kind: 'order-name', shopId, id: one }) as const),
    ],
    isNamedIn: (forms) => ids.some((one) => holdsId(forms, one)),
    removal: async () => {
      const removed = removeOrder(shopId, orderId)
      const statements = [removeAnswers(shopId, orderId, ids), ...removed]
      return { statements, conversions: removedOrders + 1, clicks: null }
    },
  }
}

/** The id in a key of an order, as `orderKey` makes them. */
export function idOfKey(key: string): string {
  return key
    .replace(/^##?test#/, '')
    .replaceAll('%23', '#')
    .replaceAll('%25', '%')
}

async function aimAtCustomer(database: Database, shopId: string, id: string): Promise<Target> {
  const spellings = [...new Set([id, customerName(id)])]
  const hashes = await Promise.all(spellings.map((one) => hashCustomer(database, shopId, one)))
  return {
    shopId,
    clicks: await listClicks(database, shopId, { hashes }),
    recredited: await listRecredited(database, shopId, { hashes }),
    names: [
      { kind: 'customer', shopId, id: customerName(id) },
      ...hashes.map((hash) => ({ kind: 'customer-hash', shopId, id: hash }) as const),
    ],
    isNamedIn: (forms) => holdsId(forms, id, { anyCase: true }),
    removal: async () => ({
      statements: removeCustomer(shopId, hashes),
      conversions: removedCustomers,
      clicks: null,
    }),
  }
}

async function aimAtClick(database: Database, id: string): Promise<Target> {
  const click = readClickId(id, await loadSigningKeys(database))
  if (!click) throw new Error('not the id of a click of ours')
  return {
    shopId: undefined,
    clicks: [],
    recredited: [],
    names: [clickName(click)],
    isNamedIn: (forms) => forms.some((form) => form.includes(id)),
    removal: async () => ({
      statements: removeClick(click, id, await findClickSeqs(database, click)),
      clicks: 0,
      conversions: 4,
    }),
  }
}

/** Goes through all raw clicks, which have no index, a portion a turn. */
export async function findClickSeqs(database: Database, click: ClickIdentity): Promise<number[]> {
  const found: number[] = []
  for (let after = 0; ; ) {
    const { seqs, last } = await findClickRows(database, click, { after, most: 20_000 })
    found.push(...seqs)
    if (last === null) return found
    after = last
    await pause(0)
  }
}

/** Everything of it that is there now, in one batch. */
async function sweep({ database, now, erasures }: Parts, target: Target) {
  const quarantined = await findNaming(database, target)
  const noted = await findNoted(database, target)
  const written = await findWritten(database, target)
  const names = [...target.names, ...quarantined.map((id) => ({ kind: 'quarantined', shopId: '', id }) as const)]
  const kept: readonly Erasure[] = await toErasures(database, names, now())
  await erasures?.keep(kept)
  const { statements, conversions, clicks } = await target.removal()
  const before = addErasures(kept)
  const counted = countUp('erasures', target.names[0]?.kind ?? '', 1)
  const others = [
    removeQuarantined(quarantined),
    ...(noted.length > 0 ? removeNotes(noted) : []),
    ...(written.length > 0 ? eraseTexts(written) : []),
  ]
  const outcomes = await database.batch([...before, ...statements, ...others, counted])
  const rowsOf = (index: number | null) => (index === null ? 0 : (outcomes[before.length + index]?.rows.length ?? 0))
  return { conversions: rowsOf(conversions), clicks: rowsOf(clicks), quarantined: quarantined.length }
}

/** Ids of the pings in quarantine that name it, in whatever encoding. */
async function findNaming(database: Database, target: Target): Promise<readonly string[]> {
  const found: string[] = []
  for (let after = 0; ; ) {
    const page: readonly QuarantinedText[] = await readQuarantinePage(database, target.shopId, { after, most: 20 })
    found.push(...page.filter((one) => target.isNamedIn(decodedForms(textOf(one)))).map(({ id }) => id))
    const last = page.at(-1)
    if (!last) return found
    after = last.number
    await pause(0)
  }
}

/** Ids of the entries of orders by hand whose note names it. */
async function findNoted(database: Database, target: Target): Promise<readonly string[]> {
  const found: string[] = []
  for (let after = 0; ; ) {
    const page: readonly NoteText[] = await readNotePage(database, target.shopId, { after, most: 200 })
    found.push(...page.filter(({ note }) => target.isNamedIn(decodedForms(note))).map(({ id }) => id))
    const last = page.at(-1)
    if (!last) return found
    after = last.number
    await pause(0)
  }
}

/** Ids of the answers to the question after an order whose own words name it. */
async function findWritten(database: Database, target: Target): Promise<readonly string[]> {
  const found: string[] = []
  for (let after = 0; ; ) {
    const page = await readTextPage(database, target.shopId, { after, most: 200 })
    found.push(...page.filter(({ text }) => target.isNamedIn(decodedForms(text))).map(({ id }) => id))
    const last = page.at(-1)
    if (!last) return found
    after = last.number
    await pause(0)
  }
}

function textOf({ raw, envelope, detail }: QuarantinedText): string {
  return arrivedText({ raw, envelope: { query: `${envelope ?? ''}\n${detail}` } })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
