// The shop snippet, a guest in other people's pages: it depends on nothing, never throws, and keeps nothing on the
// device without leave. Whatever a page may have replaced by the time of a call is taken at load. What can wait stands
// in till-more.ts. Written for its compressed size: two kilobytes are the limit.

declare global {
  interface Window {
    tilltrail?: Tilltrail
    // Where a page has them: they are asked within `attempt`.
    Shopify: {
      customerPrivacy: { analyticsProcessingAllowed(): boolean; marketingAllowed(): boolean }
      loadFeatures(features: { name: string; version: string }[], done: () => void): void
    }
    wp_consent_type: string | undefined
    wp_has_consent(category: string): boolean
  }
  interface Navigator {
    globalPrivacyControl?: boolean
  }
  interface Document {
    prerendering?: boolean
  }
}

/**
 * Before the snippet has loaded: the page's stub, with the calls waiting in `q`. Afterwards `state` is what till-more.ts
 * goes by; it asks for consent anew, and `isAnswer` says that the visitor was asked just now.
 */
export type Tilltrail = {
  (...call: unknown[]): void
  q?: ArrayLike<unknown>[]
  state?: (isAnswer?: boolean) => State
  isWatched?: boolean
}

/**
 * `layer`: the dataLayer's name. `click`: what this page was landed on by, '' for none, and where it may not be told.
 * `mayKeep`: on the device. `isQuiet`: nothing that tells visitors apart may leave the page.
 */
type State = { origin: string; shop: string; layer: string; click: string; mayKeep: boolean; isQuiet: boolean }
type Ping = Record<string, string | boolean>

const { Image, console, fetch } = window
const STORAGE_KEY = 'tilltrail'
const GRANTED = 'granted'
const DENIED = 'denied'
const WINDOW_MS = 90 * 864e5
const MAX_TOUCHES = 20
const CALLBACK_MS = 1000
const TEXT_FIELDS = 'orderId refundId value tax shipping currency coupon customerId eventId'.split(' ')
// What the pixel's address may carry. Customer ids stay out: addresses end up in logs.
const PIXEL_NAMES: Record<string, string> = { orderId: 'order', customerId: '', newCustomer: '', at: '' }

let origin = ''
let shop = ''
let layer = ''
let withholds = true
let isGranted = false
let isDenied = false
let isTold = false
let mayKeep = false
/** A touch is the click id, a point and its time: `AbC….1763812800000`. */
let landed = ''

attempt(start)

function start() {
  const script = document.currentScript || document.querySelector('script[data-shop][src*="till.js"]')
  if (!(script instanceof HTMLScriptElement)) return
  const { dataset } = script
  const { tracking } = dataset
  origin = new URL(script.src).origin
  shop = dataset.shop || ''
  layer = dataset.layer || 'dataLayer'
  withholds = tracking === 'count' || !!navigator.globalPrivacyControl
  // Touches kept under `full` are no consent: a shop may change its mode, so what was granted is marked as such.
  isGranted = stored().indexOf(GRANTED) === 0
  mayKeep = !withholds && (isGranted || tracking === 'full')
  attempt(() => land(dataset.param || 'till'))
  const queue = attempt(() => window.tilltrail?.q) || []
  attempt(() => {
    window.tilltrail = tilltrail
  })
  for (let i = 0; i < queue.length; i++) attempt(() => Reflect.apply(tilltrail, null, queue[i] || []))
  consult()
  // Whoever agrees and leaves at once has agreed.
  addEventListener('pagehide', () => consult())
  // A page that checks this file's integrity names the other one itself, with its own hash.
  if (!script.integrity) afterLoad(() => (window.requestIdleCallback || setTimeout)(loadMore))
}

/** Reads the click id from the address, keeps it where that is allowed, and takes it out of the address bar. */
function land(param: string) {
  // Shorter values are no click id but a parameter of the shop's that happens to have our name. The address is read as
  // text, not as URLSearchParams, which would write the shop's own parameters anew.
  const pair = RegExp(`[?&]${param}=([\\w-]{20,32})(?![^&])`, 'g')
  const cutSearch = () =>
    location.search
      .replace(pair, (_, click: string) => {
        landed = `${click}.${Date.now()}`
        return ''
      })
      .replace(/^&/, '?')
  const clean = () => history.replaceState(history.state, '', location.href.replace(location.search, cutSearch))
  cutSearch()
  remember()
  if (landed) afterLoad(() => attempt(clean))
}

/** A dynamic import passes strict policies that trust this file: its nonce and Trusted Types don't stand in the way. */
function loadMore() {
  import(/* @vite-ignore */ `${origin}/till-more.js`).catch(String)
}

function afterLoad(step: () => void) {
  if (document.readyState === 'complete') step()
  else addEventListener('load', step)
}

/** `tilltrail(event, fields?, callback?)` or `tilltrail('consent', 'granted' | 'denied')`. */
function tilltrail(event?: unknown, fields?: unknown, callback?: unknown) {
  attempt(() => {
    if (typeof event !== 'string' || !event) return warn('name an event')
    if (event === 'consent') {
      isTold = true
      if (fields !== GRANTED && fields !== DENIED) warn("consent is 'granted' or 'denied'")
      return decide(fields === GRANTED)
    }
    consult()
    const isOrder = event === 'purchase' || event === 'refund'
    const ping = makePing(event, isOrder, Object(fields))
    if (isOrder && !ping.orderId) warn(`${event} needs an orderId`)
    send(ping, callback)
  })
}
tilltrail.state = state

function state(isAnswer?: boolean): State {
  consult(isAnswer)
  return { origin, shop, layer, mayKeep, click: isQuiet() ? '' : landed.slice(0, -14), isQuiet: isQuiet() }
}

function isQuiet() {
  return withholds || isDenied
}

function decide(isYes: boolean) {
  isGranted = isYes
  isDenied = !isYes
  mayKeep = isYes && !withholds
  remember()
}

/** Asks those who may know what the visitor decided; a page that tells it itself knows best. One refusal is enough. */
function consult(isAnswer?: boolean) {
  if (isTold) return
  const google = attempt(askGoogle)
  const verdicts = [google, attempt(askShopify), attempt(askWordPress)]
  const isYes = verdicts.indexOf(false) < 0
  // Before the visitor has answered nothing is allowed either: that is no refusal, unless it was allowed before.
  const isSaid = isYes ? verdicts.indexOf(true) >= 0 : isAnswer || isGranted || google === false
  if (isSaid && !(isYes ? isGranted : isDenied)) decide(isYes)
}

/** Consent Mode: an update is an answer, a default is none unless it allows everywhere. */
function askGoogle() {
  const told: Record<string, unknown> = {}
  let isAnswered
  const entries = Array.from<unknown[], unknown[]>(Reflect.get(window, layer), (entry) => Array.from(entry || []))
  for (const [call, kind, values] of entries) {
    if (call !== 'consent') continue
    const isUpdate = kind === 'update'
    isAnswered = isAnswered || isUpdate
    // One region may be denied by default where the rest is not: which of them this is, nobody tells.
    for (const [name, value] of Object.entries(values || {})) if (isUpdate || told[name] !== DENIED) told[name] = value
  }
  const both = [told.ad_storage, told.analytics_storage].join()
  const isDenied = both.indexOf(DENIED) >= 0
  if (isDenied ? isAnswered : both.indexOf(GRANTED) >= 0) return !isDenied
  return undefined
}

function askShopify() {
  const { customerPrivacy } = window.Shopify
  return customerPrivacy.analyticsProcessingAllowed() && customerPrivacy.marketingAllowed()
}

/** Without a consent type nobody asks for consent there, and the API says yes to everything. */
function askWordPress() {
  return window.wp_consent_type && window.wp_has_consent('statistics') && window.wp_has_consent('marketing')
}

function makePing(event: string, isOrder: boolean, fields: Record<string, unknown>): Ping {
  const ping: Ping = { event }
  if (shop) ping.shop = shop
  for (const name of TEXT_FIELDS) {
    const text = toText(fields[name])
    if (text) ping[name] = text
  }
  const isNew = fields.newCustomer
  if (typeof isNew === 'boolean') ping.newCustomer = isNew
  // An order is told apart by its own id, also when the page is loaded again.
  if (!isOrder) ping.eventId = ping.eventId || `${Date.now()}-${Math.random()}`
  // All of them, oldest first: the last is what the order came by, the others stand before it.
  const clicks = isQuiet()
    ? ''
    : touches()
        .map((touch) => touch.slice(0, -14))
        .join()
  if (clicks) ping.click = clicks
  ping.at = new Date().toISOString()
  return ping
}

/** Sums in floating point end in noise (0.1 + 0.2); six decimals are more than any currency has. */
function toText(value: unknown): string {
  if (typeof value === 'number') return `${+value.toFixed(6)}`
  return typeof value === 'string' || typeof value === 'bigint' ? `${value}` : ''
}

/** A text/plain body needs no preflight; keepalive lets the ping outlive the page. */
function send(ping: Ping, callback: unknown) {
  let isDone = false
  const done = () => {
    if (!isDone && typeof callback === 'function') callback(ping)
    isDone = true
  }
  // From a timer, so that an error in the shop's callback stays the shop's.
  const settle = (_: unknown, afterMs?: number) => setTimeout(done, afterMs)
  attempt(() => settle(0, CALLBACK_MS))
  Promise.resolve()
    .then(() => fetch(`${origin}/e`, { method: 'POST', body: toJson(ping), keepalive: true, credentials: 'omit' }))
    .then(settle, () => showPixel(ping))
    .catch(String)
}

/** Written by hand: pages replace JSON or add toJSON to prototypes. */
function toJson(ping: Ping): string {
  const members = Object.entries(ping).map(([name, value]) => {
    return `"${name}":${typeof value === 'string' ? quote(value) : value}`
  })
  return `{${members.join()}}`
}

function quote(text: string): string {
  // What isn't between a space and the last character is a control character.
  const escape = (character: string) => `\\u${(0x10000 + character.charCodeAt(0)).toString(16).slice(1)}`
  return `"${text.replace(/["\\]|[^ -\uffff]/g, escape)}"`
}

function showPixel(ping: Ping) {
  const query = Object.entries(ping).map(([name, value]) => {
    const pixelName = name in PIXEL_NAMES ? PIXEL_NAMES[name] : name
    return pixelName && `&${pixelName}=${encodeURIComponent(value)}`
  })
  new Image().src = `${origin}/till.gif?${query.join('').slice(1)}`
}

/** Oldest first: what is kept on the device, where that may be read, and this page's own landing. */
function touches(): string[] {
  const list: string[] = (mayKeep && stored().match(/[\w-]{20,32}\.\d{13}/g)) || []
  if (landed && list.join().indexOf(landed.slice(0, -14)) < 0) list.push(landed)
  return list.filter((touch) => Date.now() - +touch.slice(-13) < WINDOW_MS).slice(-MAX_TOUCHES)
}

/** `granted click.milliseconds click.milliseconds`, empty where nothing is kept or the device doesn't tell. */
function stored(): string {
  return attempt(() => `${localStorage.getItem(STORAGE_KEY)}`) || ''
}

/** Keeps the touches where that is allowed; where it isn't (any more), nothing stays behind. */
function remember() {
  attempt(() => {
    if (mayKeep) localStorage.setItem(STORAGE_KEY, [isGranted ? GRANTED : 'full', ...touches()].join(' '))
    else localStorage.removeItem(STORAGE_KEY)
  })
}

function warn(misuse: string) {
  attempt(() => console.warn(`tilltrail: ${misuse}`))
}

/** What fails in a shop's page fails silently: the sale matters more than its measurement. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
