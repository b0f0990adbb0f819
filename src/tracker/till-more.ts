// What of the snippet can wait, loaded by till.ts when the page is idle: how a visit goes, and the shop's events out of
// the dataLayer. It looks on: nothing of the page's is replaced or wrapped, so that nothing of the page's can break.

const core = window.tilltrail
const state = core?.state
const { fetch } = window
const STORAGE_KEY = 'tilltrail-visit'
const SESSION_MS = 30 * 6e4
/** For so long an input says that somebody is there: reading on, thinking. */
const IDLE_MS = 15e3
const LOOK_MS = 1e3
const MAX_ORDERS = 20
const REPEAT_MS = 1e3
const THREE_DECIMALS = /BHD|IQD|JOD|KWD|LYD|OMR|TND/
/** Events are heard before the page could stop them; some are sent to the document and don't rise from there. */
const FIRST = { capture: true, passive: true }

/** 13 hexadecimal digits, '' for a visit that isn't told from others. */
let visit = ''
let click = ''
let landing = ''
let path = ''
let orders: string[] = []
/** What wasn't sent yet. */
let views = 0
let activeMs = 0
/** The lowest point seen, in percent of its page. */
let depth = 0
let sentDepth = 0
let isVisible = false
let countedAt = 0
const taken = new WeakSet<object>()
const recent: Record<string, number> = {}

attempt(() => {
  if (!core || !state || core.isWatched) return
  core.isWatched = true
  if (document.prerendering) on('prerenderingchange', watch)
  else watch()
})

function watch() {
  click = state?.().click || ''
  // How long the page was looked at before this file came isn't known.
  countedAt = Math.max(0, performance.now() - IDLE_MS)
  enter()
  isVisible = isShown()
  on('pointerdown pointermove keydown scroll wheel touchmove', () => {
    if (performance.now() - countedAt > 250) count()
  })
  on('visibilitychange pagehide', () => {
    count()
    look()
    send()
  })
  on('pageshow', (event) => {
    if (event instanceof PageTransitionEvent && event.persisted) views++
  })
  // The visitor has answered: what isn't allowed now is refused.
  on('visitorConsentCollected wp_listen_for_consent_change', () => state?.(true))
  setInterval(() => attempt(look), LOOK_MS)
  attempt(() => {
    const { Shopify } = window
    if (!Shopify.customerPrivacy) Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], look)
  })
  attempt(count)
  attempt(look)
  send()
}

function on(names: string, step: (event: Event) => void) {
  for (const name of names.split(' ')) addEventListener(name, (event) => attempt(() => step(event)), FIRST)
}

/** Begins a visit, or goes on with the device's, where one may be kept. A page in the middle of a visit begins none. */
function enter() {
  const now = state?.()
  const [last = '', ...seen] = ((now?.mayKeep && attempt(() => localStorage.getItem(STORAGE_KEY))) || '').split(' ')
  orders = seen.concat(orders.filter((order) => seen.indexOf(order) < 0))
  path = landing = location.pathname
  views++
  visit = ''
  if (now?.mayKeep && !click && Date.now() - +last.slice(14) < SESSION_MS) visit = last.slice(0, 13)
  else if (now && !now.isQuiet && (now.mayKeep || click || isEntry())) visit = makeId()
}

function isEntry() {
  const [navigation] = performance.getEntriesByType('navigation')
  const isAgain = navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate'
  return !isAgain && document.referrer.split('/')[2] !== location.host
}

/** 52 bits, which tell as many visits apart as a shop will ever have. */
function makeId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(13)), (byte) => (byte & 15).toString(16)).join('')
}

/** Adds the time since it was called last, as far as somebody was there. */
function count() {
  const now = performance.now()
  const gap = now - countedAt
  if (isVisible) activeMs += Math.min(gap, IDLE_MS)
  countedAt = now
  isVisible = isShown()
  if (gap > SESSION_MS) {
    send()
    click = ''
    enter()
  }
  const { scrollHeight } = document.documentElement
  depth = Math.max(depth, Math.min(100, Math.round(((scrollY + innerHeight) / scrollHeight) * 100)))
}

function isShown() {
  return document.visibilityState === 'visible'
}

/** What can't be listened to without taking its place: the address, the dataLayer, and consent. */
function look() {
  const now = state?.()
  if (!now) return
  if (now.isQuiet && visit) send()
  if (location.pathname !== path) {
    path = location.pathname
    views++
  }
  for (const entry of listOf(Reflect.get(window, now.layer))) {
    if (Object(entry) !== entry || taken.has(Object(entry))) continue
    taken.add(Object(entry))
    attempt(() => take(entry))
  }
}

/** Sends what came since it was called last; the ids only where they may be told. Written by hand, as in till.ts. */
function send() {
  const now = state?.()
  if (!now) return
  if (now.isQuiet) visit = click = ''
  else if (now.mayKeep) visit = visit || makeId()
  attempt(() => {
    if (now.mayKeep)
      localStorage.setItem(STORAGE_KEY, [`${visit}.${Date.now()}`, ...orders.slice(-MAX_ORDERS)].join(' '))
    else localStorage.removeItem(STORAGE_KEY)
  })
  const seconds = Math.floor(activeMs / 1e3)
  if (!views && (!visit || (!seconds && depth <= sentDepth))) return
  const ids =
    visit && `"visit":"${visit}","click":"${click}","page":"${landing}","seconds":${seconds},"scroll":${depth},`
  const body = `{"shop":"${encodeURIComponent(now.shop)}",${ids}"views":${views}}`
  views = 0
  activeMs -= seconds * 1e3
  sentDepth = depth
  attempt(() => {
    fetch(`${now.origin}/-/v`, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(String)
  })
}

/** An entry of the dataLayer: of GTM with GA4's names, of gtag(), or of Universal Analytics' enhanced e-commerce. */
function take(entry: unknown) {
  const isCall = of(entry, 0) === 'event'
  const name = of(entry, isCall ? 1 : 'event')
  const told = isCall ? of(entry, 2) : of(entry, 'ecommerce') || entry
  const currency = of(told, 'currency') || of(told, 'currencyCode') || of(entry, 'currency')
  const old = isCall ? undefined : of(entry, 'ecommerce')
  const checkout = of(old, 'checkout')
  if (of(old, 'purchase')) tell('purchase', of(of(old, 'purchase'), 'actionField'), currency)
  else if (of(old, 'add')) tell('add_to_cart', of(old, 'add'), currency)
  else if (checkout && (of(of(checkout, 'actionField'), 'step') || 1) == 1) tell('begin_checkout', checkout, currency)
  else if (of(entry, 'transactionTotal')) tell('purchase', entry, currency)
  else if (name === 'generate_lead') tell('lead', told, currency)
  else if (name === 'purchase' || name === 'add_to_cart' || name === 'begin_checkout') tell(name, told, currency)
}

/** Each order once on a device, where one may be kept; others once in a moment: pages tell in several ways at a time. */
function tell(event: string, from: unknown, code: unknown) {
  const first = (names: string) =>
    names
      .split(' ')
      .map((name) => of(from, name))
      .filter(toText)[0]
  const items = listOf(of(from, 'items') || of(from, 'products'))
  const currency = toText(code || of(items[0], 'currency'))
  const amount = (names: string) => toAmount(first(names), currency)
  const isOrder = event === 'purchase'
  const orderId = isOrder ? toText(first('transaction_id id transactionId')) : ''
  const value = amount('value revenue transactionTotal') || sumOf(items, currency)
  const key = encodeURIComponent(orderId) || event + value
  if (isOrder ? !orderId || orders.indexOf(key) >= 0 : Date.now() - (recent[key] || 0) < REPEAT_MS) return
  if (isOrder) orders.push(key)
  recent[key] = Date.now()
  const tax = amount('tax transactionTax')
  core?.(event, {
    orderId,
    value,
    currency,
    tax,
    shipping: amount('shipping transactionShipping'),
    coupon: first('coupon'),
  })
}

function sumOf(items: unknown[], currency: string) {
  const sum = items.reduce<number>((sum, item) => {
    return sum + +toAmount(of(item, 'price'), currency) * +(toText(of(item, 'quantity')) || 1)
  }, 0)
  return sum || ''
}

/**
 * An amount as people and templates write it, with a point: `kr 1.249,50` → `1249.50`. The last point or comma is the
 * decimal one, unless three digits follow it or it stands there twice.
 */
function toAmount(told: unknown, currency: string): string {
  if (typeof told === 'number') return `${told}`
  const digits = toText(told).replace(/^\D+|\D+$|[^\d.,]/g, '')
  const [, head = '', mark = '', tail = ''] = /^(.*)([.,])(\d*)$/.exec(digits) || []
  const isGroup = /^[1-9]\d{0,2}$/.test(head) && tail.length === 3 && !THREE_DECIMALS.test(currency)
  const isWhole = !mark || isGroup || head.indexOf(mark) >= 0
  return isWhole ? digits.replace(/\D/g, '') : `${head.replace(/\D/g, '')}.${tail}`
}

function listOf(value: unknown): unknown[] {
  return Array.from(Object(value || []))
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}

function of(from: unknown, name: string | number): unknown {
  return Object(from)[name]
}

function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
