import { nanoid } from 'nanoid'
import type { ClickIdentity } from '../clicks/click-id.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs, localDay, noonOf } from '../shops/calendar.ts'
import { clickName, findErased, orderNames } from '../shops/erased.ts'
import { digitsOf, parseMoney } from '../shops/money.ts'
import { findRetention, leastClickDays } from '../shops/retention.ts'
import type { Shop } from '../shops/shop.ts'
import { countUp } from '../storage/counters.ts'
import { type Database, write } from '../storage/database.ts'
import { hashCustomer, namesOfCustomer } from './customer.ts'
import { customerName } from './erased-names.ts'
import { findPingShop } from './find-shop.ts'
import { conversionKey, orderKey } from './key.ts'
import type { Checked, ClickBefore, Customer, Money } from './checked.ts'
import { type Merged, type MergeOutcome, mergePing } from './merge-store.ts'
import { type Ping, refuse, type Refusal } from './ping.ts'
import { storeFirst } from './first-store.ts'
import { findKept, type Kept } from './kept-store.ts'
import { trust, verifiedTrust } from './trust.ts'
import {
  findToldLink,
  isInWindow,
  judgeClick,
  nameless,
  openClick,
  type OpenedClick,
  openTouches,
  type Touched,
  widestWindowDays,
} from './verify-click.ts'

export type Recorded = { readonly kind: MergeOutcome; readonly conversion: Kept } | Refusal | Erased

/** The order was erased: it counts no more, and nothing is kept of what tells of it. */
export type Erased = { readonly kind: 'erased' }

/** A ping on its way to being a conversion: each step knows more, or refuses it. */
type Draft = {
  readonly ping: Ping
  readonly shop: Shop
  readonly opened: OpenedClick | undefined
  readonly money: Money | null
  readonly occurredAt: number
  readonly key: string
  readonly touched: Touched
  readonly touches: readonly ClickBefore[]
  readonly customer: Customer | null
}

type Stepped = Draft | Refusal | Erased
type Step = (runtime: Runtime, draft: Draft) => Stepped | Promise<Stepped>

const steps: readonly Step[] = [
  passOverErased,
  refuseUnverifiedRefund,
  readMoney,
  readTime,
  makeKey,
  verifyClick,
  limitLink,
  forgetClick,
  readTouches,
  hideCustomer,
]

/**
 * Makes a conversion of a ping, or one with those that told the same before; resolves when it is on disk. What follows
 * (credits) is set going through `emit`: a failure there is logged, the sale is stored all the same.
 */
export async function record(runtime: Runtime, ping: Ping): Promise<Recorded> {
  const checked = await check(runtime, ping)
  if (!('kind' in checked)) return keep(runtime, checked)
  if (checked.kind === 'erased') await write(runtime.database, countUp('conversions', 'erased', 1))
  return checked
}

/** What a ping comes to, without storing anything. */
export async function check(runtime: Runtime, ping: Ping): Promise<Checked | Refusal | Erased> {
  const found = await findShop(runtime, ping)
  if ('kind' in found) return found
  let draft = found
  for (const step of steps) {
    const next = await step(runtime, draft)
    if ('kind' in next) return next.kind === 'erased' ? next : { ...next, shopId: draft.shop.id }
    draft = next
  }
  return toChecked(draft)
}

/** Stores what was checked, and sets going what follows. */
export async function keep(runtime: Runtime, checked: Checked): Promise<Recorded> {
  const { outcome, conversion, following } = await tellOf(runtime.database, checked)
  if (outcome === 'duplicate') return { kind: outcome, conversion }
  for (const id of [conversion.id, ...following]) await emitRecorded(runtime, id)
  return { kind: outcome, conversion: await markedSince(runtime, conversion) }
}

async function findShop({ database }: Runtime, ping: Ping): Promise<Draft | Refusal> {
  const opened = await openClick(database, ping.told.click)
  const shop = await findPingShop(database, {
    bound: ping.boundShopId,
    asked: ping.told.shopId,
    ofClick: opened?.shopId,
  })
  if (!shop) return { ...noShop(ping), shopId: ping.boundShopId ?? null }
  const touched = judgeClick(undefined, undefined, shop)
  return { ping, shop, opened, money: null, occurredAt: ping.receivedAt, key: '', touched, touches: [], customer: null }
}

function noShop({ told }: Ping): Refusal {
  const detail =
    told.shopId === undefined
      ? 'is missing: there are several shops, and neither key nor click says which.'
      : 'is not a shop of yours.'
  return refuse('no-shop', '/shopId', detail)
}

/** By whichever of its names it comes, and from whom. */
async function passOverErased({ database }: Runtime, draft: Draft): Promise<Draft | Erased> {
  const { orderId, alsoKnownAs = [] } = draft.ping.told
  if (orderId === undefined) return draft
  const erased = await findErased(database, orderNames(draft.shop.id, orderId, alsoKnownAs))
  return erased.length === 0 ? draft : { kind: 'erased' }
}

/** Anybody could lower a shop's revenue from its own pages: money given back is for the shop to tell, or to let through. */
function refuseUnverifiedRefund(_: Runtime, draft: Draft): Draft | Refusal {
  const { source, told, isVouchedFor } = draft.ping
  if (told.event !== 'refund' || isVouchedFor || trust[source] >= verifiedTrust) return draft
  const detail = `by ${source} is not believed: tell refunds from your server, by API or webhook, or replay this one.`
  return refuse('unverified-refund', '/event', `refund ${detail}`)
}

function readMoney(_: Runtime, draft: Draft): Draft | Refusal {
  const { event, value, tax, shipping, currency } = draft.ping.told
  if (currency !== undefined && digitsOf(currency) === undefined)
    return refuse('bad-money', '/currency', `${currency} is not an ISO 4217 currency code such as NOK, EUR or THB.`)
  if (value === undefined) {
    if (event === 'purchase' || event === 'refund')
      return refuse('bad-money', '/value', `is missing: a ${event} has an amount, such as "499.50".`)
    if (tax === undefined && shipping === undefined) return draft
    return refuse('bad-money', '/value', 'is missing: tax and shipping stand beside an amount.')
  }
  if (currency === undefined)
    return refuse('bad-money', '/currency', 'is missing: an amount needs its ISO 4217 code, such as NOK.')
  let money: Money = { value: 0, tax: null, shipping: null, currency }
  for (const [part, text] of Object.entries({ value, tax, shipping })) {
    if (text === undefined) continue
    const amount = parseMoney(text, currency)
    if (!amount.ok) return refuse('bad-money', `/${part}`, amount.detail)
    money = { ...money, [part]: amount.minor }
  }
  return { ...draft, money }
}

function readTime(_: Runtime, draft: Draft): Draft | Refusal {
  const { told, receivedAt, source } = draft.ping
  const toldAt = told.occurredAt ?? receivedAt
  const occurredAt = told.isDayOnly ? likelyTime(draft, toldAt) : toldAt
  if (occurredAt <= receivedAt + mostAheadMs) return { ...draft, occurredAt }
  const detail =
    source === 'import'
      ? 'is yet to come: are day and month the right way round?'
      : 'is more than 10 minutes ahead of our clock: send the time in UTC.'
  return refuse('bad-field', '/occurredAt', detail)
}

/** A day alone is its noon, unless its own click came later that day, or it isn't noon yet. */
function likelyTime({ ping, shop, opened }: Draft, noon: number): number {
  const isThatDay = (at: number) => localDay(at, shop.timeZone) === localDay(noon, shop.timeZone)
  const afterClick = opened && isThatDay(opened.at) ? Math.max(noon, opened.at) : noon
  return isThatDay(ping.receivedAt) ? Math.min(afterClick, ping.receivedAt) : afterClick
}

const mostAheadMs = 10 * 60_000

function makeKey(_: Runtime, draft: Draft): Draft | Refusal {
  const { ping, money } = draft
  const amount = money ? `${money.value} ${money.currency}` : ''
  const made = conversionKey(ping.told, { amount, fallbackId: ping.id })
  return made.kind === 'key' ? { ...draft, key: made.key } : made
}

/** Anybody can open a pixel's address with a click id made up or stolen: it is refused what others are only not credited. */
async function verifyClick({ database }: Runtime, draft: Draft): Promise<Draft | Refusal> {
  const { ping, shop, opened, occurredAt } = draft
  const { click, link } = ping.told
  if (click === undefined && link !== undefined) {
    const touched = await findToldLink(database, shop, link)
    return touched
      ? { ...draft, touched }
      : refuse('bad-field', '/link', 'is not the id or slug of a link of this shop.')
  }
  const touched = judgeClick(click, opened, shop)
  const isTooOld = opened !== undefined && !isInWindow(occurredAt - opened.at, shop.clickWindowDays)
  const note = touched.note ?? (isTooOld ? 'outside-window' : null)
  if (ping.source !== 'pixel' || note === null || note === 'no-click') return { ...draft, touched }
  return refuse(note, '/click', pixelRefusals[note])
}

const pixelRefusals = {
  'unknown-click': 'is not a click id that we made.',
  'foreign-click': 'is a click of another shop.',
  'outside-window': 'is older than the shop lets a click count.',
} as const

/** Whoever has a link can make clicks of it, and pretend orders by them: no more than there may be without a key. */
function limitLink(_: Runtime, draft: Draft): Draft | Refusal {
  const { ping, touched } = draft
  if (touched.note !== null || touched.linkNumber === null) return draft
  if (ping.takesLink?.(touched.linkNumber, ping.told.event) ?? true) return draft
  return refuse(
    'link-limit',
    '/click',
    'is of a link by which browsers told of too many just then: replay it if you know it.',
  )
}

/** A click that was erased, or is too old for its name to be kept, still says which link it was of. */
async function forgetClick({ database, now }: Runtime, draft: Draft): Promise<Draft> {
  const { opened, touched } = draft
  if (!opened || touched.click === null) return draft
  const age = now() - opened.at
  const isOld = age > leastClickDays * dayMs && age > (await findRetention(database)).click * dayMs
  if (!isOld && (await findErased(database, [clickName(opened.click)])).length === 0) return draft
  return { ...draft, touched: { ...touched, click: null } }
}

/** What else was clicked before, as far as it is ours and counts: what isn't, is left out, and says nothing of the sale. */
async function readTouches({ database, now }: Runtime, draft: Draft): Promise<Draft> {
  const { ping, shop, occurredAt, touched } = draft
  const { touches: ids = [], event } = ping.told
  if (ids.length === 0) return draft
  const opened = await openTouches(database, ids, shop.id)
  const mayCount = (link: number) => link === touched.linkNumber || (ping.takesLink?.(link, event) ?? true)
  const links = new Set([...new Set(opened.map(({ link }) => link))].filter(mayCount))
  const counted = opened.filter(({ link, at }) => links.has(link) && isInWindow(occurredAt - at, widestWindowDays))
  const erased = await findErased(
    database,
    counted.map((click) => ({ ...clickName(click), click })),
  )
  const keptDays = Math.max(leastClickDays, (await findRetention(database)).click)
  const isForgotten = (click: ClickIdentity) =>
    now() - click.at > keptDays * dayMs || erased.some((one) => one.click === click)
  const touches = counted.map((click) => ({
    linkNumber: click.link,
    at: click.at,
    random: isForgotten(click) ? nameless : click.random,
  }))
  return { ...draft, touches }
}

async function hideCustomer({ database }: Runtime, draft: Draft): Promise<Draft> {
  const { id, email } = namesOfCustomer(draft.ping.told)
  const told = [id, email].filter((one) => one !== undefined)
  if (told.length === 0) return draft
  const shopId = draft.shop.id
  const names = told.map((one) => ({ kind: 'customer', shopId, id: customerName(one) }) as const)
  if ((await findErased(database, names)).length > 0) return draft
  const hash = (one: string | undefined) => (one === undefined ? null : hashCustomer(database, shopId, one))
  return { ...draft, customer: { idHash: await hash(id), emailHash: await hash(email) } }
}

function toChecked(draft: Draft): Checked {
  const { ping, shop, occurredAt, key, money, touched, customer } = draft
  const { event, orderId, refundId, newCustomer, coupon, test, alsoKnownAs = [], asOf = 0, utm = null } = ping.told
  const day = localDay(occurredAt, shop.timeZone)
  const isOfOrder = (event === 'purchase' || event === 'refund') && orderId !== undefined
  return {
    event,
    key,
    money,
    occurredAt,
    touched,
    touches: withOwn(draft),
    utm,
    customer,
    id: `conv_${nanoid(16)}`,
    shopId: shop.id,
    source: ping.source,
    orderId: orderId ?? null,
    refundId: refundId ?? null,
    day,
    noon: noonOf(day, shop.timeZone),
    isDayOnly: ping.told.isDayOnly ?? false,
    isNewCustomer: newCustomer ?? null,
    coupon: coupon ?? null,
    isTest: test ?? false,
    isLanding: ping.told.isLanding ?? false,
    receivedAt: ping.receivedAt,
    asOf,
    mayConvert: money === null || money.currency !== shop.currency,
    orderKey: isOfOrder ? orderKey(orderId, test) : null,
    aliases: alsoKnownAs.map((id) => ({ id, key: orderKey(id, test) })),
  }
}

/** Its own click stays a touch where a better one takes its place. */
function withOwn({ opened, touched, touches }: Draft): readonly ClickBefore[] {
  if (!opened || touched.click === null || touched.note !== null) return touches
  const { link: linkNumber, at, random } = opened.click
  const isOwn = (one: ClickBefore) => one.linkNumber === linkNumber && one.at === at && one.random === random
  return touches.some(isOwn) ? touches : [...touches, { linkNumber, at, random }]
}

/** Most are the first of their order; the others are merged with what was told before. */
async function tellOf(database: Database, checked: Checked): Promise<Merged> {
  const first = await storeFirst(database, checked)
  return first ? { outcome: 'stored', conversion: first, following: [] } : mergePing(database, checked)
}

/** What followed may have shown that its click's id was passed on. */
async function markedSince({ database }: Runtime, conversion: Kept): Promise<Kept> {
  return (conversion.click === null ? undefined : await findKept(database, conversion.id)) ?? conversion
}

async function emitRecorded(runtime: Runtime, conversionId: string): Promise<void> {
  try {
    await runtime.emit({ kind: 'conversion-recorded', conversionId })
  } catch (error) {
    runtime.log.error('what follows a conversion failed; it is made up for later', {
      conversionId,
      error: String(error),
    })
  }
}
