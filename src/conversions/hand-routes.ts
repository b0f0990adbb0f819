import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { nanoid } from 'nanoid'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { sha256 } from '../http/digest.ts'
import { toPage } from '../http/page.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import { personalKindInNote } from '../links/personal-note.ts'
import type { Post } from '../links/post.ts'
import { findPost, findPostByCodeWord } from '../links/post-store.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import { findErased, orderNames } from '../shops/erased.ts'
import { digitsOf, parseMoney } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { isTaken } from '../storage/database.ts'
import { namesErased } from './erased-names.ts'
import { type HandDraft, handDraft, type HandEntry, handQuery, showHandEntry } from './hand.ts'
import { findEntry, findStored, insertEntry, listEntries, type NewEntry } from './hand-store.ts'
import { linkOfPost, settleEntry, settleLeft, takeBack } from './settle-hand.ts'

/** Orders written down by the shop's people. */
export function handRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post(
      '/orders-by-hand',
      describeRoute(postEntry),
      guard(runtime, 'conversions:write'),
      once(runtime),
      jsonBody(handDraft),
      async (c) => {
        const draft = c.req.valid('json')
        const shop = await chooseShop(database, c.var.actor, draft.shopId)
        refuseTooMany(runtime, draft)
        const id = await makeEntryId(c.var.actor, c.req.header('idempotency-key'), draft)
        const entry = (await findEntry(database, id)) ?? (await storeEntry(runtime, shop, { id, draft }))
        if (!(await settleEntry(runtime, shop, entry))) throw erasedOrder()
        return c.json(showHandEntry(entry), 201)
      },
    )
    .get('/orders-by-hand', guard(runtime, 'conversions:read'), query(handQuery), async (c) => {
      const { limit, cursor, shopId, day } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      await settleLeft(runtime, shop)
      const filter = { shopId: shop.id, day: day === undefined ? undefined : parseDay(day) }
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER }
      return c.json(toPage(await listEntries(database, filter, page), limit, showHandEntry), 200)
    })
    .delete('/orders-by-hand/:id', guard(runtime, 'conversions:write'), async (c) => {
      const entry = await findEntry(database, c.req.param('id'))
      if (!entry || !mayUse(c.var.actor, entry.shopId)) throw notFound('entry of orders by hand')
      if (entry.removedAt === null) await takeBack(runtime, entry)
      return c.body(null, 204)
    })
}

/** Where a call may ask the database only so often (Workers), so many orders are all it can store. */
function refuseTooMany({ mostOrdersAtOnce: most }: Runtime, { orders }: HandDraft): void {
  if (most !== undefined && (orders ?? 1) > most)
    throw badField('/orders', `must be ${most} at most here: write down more of them as several totals.`)
}

const postEntry = {
  description: `Writes down orders that came by chat, phone or at the counter: one, or several of a day as one total, which is
    split evenly to the minor unit. Each becomes a purchase of trust "reported", credited to the post's link.`,
}

/** The same for the same telling, so that one that ended in the middle is completed and not told twice. */
async function makeEntryId(actor: Actor, key: string | undefined, draft: HandDraft): Promise<string> {
  if (key === undefined) return `hand_${nanoid(16)}`
  return `hand_${(await sha256([actor.id, key, JSON.stringify(draft)].join('\n'))).slice(0, 20)}`
}

type Asked = { readonly id: string; readonly draft: HandDraft }

async function storeEntry(runtime: Runtime, shop: Shop, { id, draft }: Asked): Promise<HandEntry> {
  const { database } = runtime
  const entry = await checkEntry(runtime, shop, { id, draft })
  try {
    await insertEntry(database, entry)
  } catch (error) {
    if (!isTaken(error, 'hand_entries')) throw error
    // Told twice at the same moment, with the same key: the other one stored it.
    const same = await findEntry(database, id)
    if (same) return same
    throw writtenDown(draft.orderId ?? '')
  }
  const stored = await findEntry(database, id)
  if (!stored) throw new Error(`entry ${id} is gone`)
  return stored
}

/** @throws Problem 400 or 409 by field */
async function checkEntry(runtime: Runtime, shop: Shop, { id, draft }: Asked): Promise<NewEntry> {
  const { orders, how, orderId = null, note = '', newCustomer = null } = draft
  const now = runtime.now()
  if (orderId !== null && orders > 1)
    throw badField('/orderId', 'An order number goes with one order: leave it out, or write each order down by itself.')
  if (orderId !== null && (await findErased(runtime.database, orderNames(shop.id, orderId, []))).length > 0)
    throw erasedOrder()
  const asked = { id, orders, orderId, shopId: shop.id }
  if (orderId !== null && (await findStored(runtime.database, asked)).size > 0) throw writtenDown(orderId)
  await checkNote(runtime, shop, note)
  const post = await findEntryPost(runtime, shop, draft)
  return {
    ...{ id, orders, how, orderId, note: note === '' ? null : note },
    ...readAmount(shop, draft),
    day: readDay(shop, draft.day, now),
    shopId: shop.id,
    postId: post?.id ?? null,
    isNewCustomer: newCustomer,
    createdAt: now,
  }
}

/** Notes are for the goods, not for the customer: what names a person isn't taken. */
async function checkNote({ database }: Runtime, shop: Shop, note: string): Promise<void> {
  const kind = personalKindInNote(note)
  if (kind !== undefined) throw badField('/note', `holds ${kind}: leave out what names a customer.`)
  const raw = new TextEncoder().encode(note)
  if (note !== '' && (await namesErased(database, { raw, envelope: {}, shopId: shop.id }, [])))
    throw conflict('/note', 'names an order or a customer that was erased: leave it out.')
}

function writtenDown(orderId: string) {
  return conflict('/orderId', `Order ${orderId} is written down already: remove that entry first.`)
}

function erasedOrder() {
  return conflict('/orderId', 'This order was erased: it isn’t counted again.')
}

function readAmount(shop: Shop, draft: HandDraft): { readonly value: number; readonly currency: string } {
  const currency = draft.currency ?? shop.currency
  if (digitsOf(currency) === undefined)
    throw badField('/currency', `${currency} is not an ISO 4217 currency code such as NOK, EUR or THB.`)
  const amount = parseMoney(draft.value, currency)
  if (!amount.ok) throw badField('/value', amount.detail)
  if (amount.minor === 0) throw badField('/value', 'must be more than 0: what was paid altogether.')
  return { value: amount.minor, currency }
}

function readDay(shop: Shop, asked: string | undefined, now: number): number {
  const today = localDay(now, shop.timeZone)
  const day = asked === undefined ? today : parseDay(asked)
  if (day > today) throw badField('/day', 'is in the future: write orders down when they were made.')
  if (day < parseDay('2000-01-01')) throw badField('/day', 'must not be before the year 2000.')
  return day
}

async function findEntryPost(runtime: Runtime, shop: Shop, draft: HandDraft): Promise<Post | undefined> {
  const { how, postId, codeWord } = draft
  if (postId !== undefined && codeWord !== undefined)
    throw badField('/codeWord', 'Name the post by its id or by its code word, not by both.')
  const pointer = codeWord === undefined ? '/postId' : '/codeWord'
  if (postId === undefined && codeWord === undefined) {
    if (how === 'asked' || how === 'unknown') return undefined
    throw badField(pointer, 'is missing: which post was it? With how "unknown" it is credited to none.')
  }
  if (how === 'unknown') throw badField(pointer, 'Leave the post out, or say how you know that it was this one.')
  const post = await readPost(runtime, shop, { postId, codeWord })
  if (!(await linkOfPost(runtime, post.id))) {
    const remedy = 'make one under Links first, so that the order can be credited to it.'
    throw badField(pointer, `The post “${post.title}” has no link: ${remedy}`)
  }
  return post
}

async function readPost(
  { database }: Runtime,
  shop: Shop,
  { postId, codeWord = '' }: Pick<HandDraft, 'postId' | 'codeWord'>,
): Promise<Post> {
  const post =
    postId === undefined ? await findPostByCodeWord(database, shop.id, codeWord) : await findPost(database, postId)
  if (post?.shopId === shop.id) return post
  if (postId !== undefined) throw badField('/postId', 'There is no such post in this shop.')
  throw badField(
    '/codeWord',
    `No post of this shop has the code word ${codeWord}: look it up under Links, or pick the post.`,
  )
}
