// The shop snippet, a guest in other people's pages: it depends on nothing, never throws, and keeps nothing on the
// device without leave. Whatever a page may have replaced by the time of a call is taken at load.

declare global {
  interface Window {
    tilltrail?: Tilltrail
  }
}

/** Before the snippet has loaded: the page's stub, with the calls waiting in `q`. */
export type Tilltrail = { (...call: unknown[]): void; q?: ArrayLike<unknown>[] }

type Touch = { click: string; at: number }
type Ping = Record<string, string | boolean>

const { Image, console } = window
const post = attempt(() => window.fetch)
const STORAGE_KEY = 'tilltrail'
const GRANTED = 'granted'
const WINDOW_MS = 90 * 864e5
const MAX_TOUCHES = 20
const CALLBACK_MS = 1000
const TEXT_FIELDS = 'orderId refundId value tax shipping currency coupon customerId eventId'.split(' ')
// What the pixel's address may carry. Customer ids stay out: addresses end up in logs.
const PIXEL_NAMES: Record<string, string> = { orderId: 'order', customerId: '', newCustomer: '', at: '' }

let origin = ''
let shop = ''
let withholds = true
let isGranted = false
let isDenied = false
let mayKeep = false
let landed: Touch | undefined

attempt(start)

function start() {
  const script = ownScript()
  if (!script) return
  const { shop: shopId = '', param = 'till', tracking } = script.dataset
  origin = new URL(script.src).origin
  shop = shopId
  withholds = tracking === 'count' || ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true)
  // Touches kept under `full` are no consent: a shop may change its mode, so what was granted is marked as such.
  isGranted = stored().indexOf(GRANTED) === 0
  mayKeep = !withholds && (isGranted || tracking === 'full')
  attempt(() => land(param))
  const queue = attempt(() => window.tilltrail?.q) ?? []
  attempt(() => {
    window.tilltrail = tilltrail
  })
  for (let i = 0; i < queue.length; i++) attempt(() => tilltrail(...Array.from(queue[i] ?? [])))
}

function ownScript(): HTMLScriptElement | null {
  const current = document.currentScript
  if (current instanceof HTMLScriptElement) return current
  return document.querySelector<HTMLScriptElement>('script[data-shop][src*="till.js"]')
}

/** Reads the click id from the address, keeps it where that is allowed, and takes it out of the address bar. */
function land(param: string) {
  const click = splitAddress(param).click
  if (click) landed = { click, at: Date.now() }
  remember()
  if (!click) return
  const clean = () => attempt(() => history.replaceState(history.state, '', splitAddress(param).rest))
  if (document.readyState === 'complete') clean()
  else window.addEventListener('load', clean)
}

/** The address as text, not as URLSearchParams, which would write the shop's own parameters anew. */
function splitAddress(param: string) {
  const [, page = '', query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(.*)$/.exec(location.href) ?? []
  let click = ''
  const others = query
    .slice(1)
    .split('&')
    .filter((pair) => {
      const value = pair.indexOf(`${param}=`) === 0 ? pair.slice(param.length + 1) : ''
      // Shorter values are no click id but a parameter of the shop's that happens to have our name.
      if (!/^[\w-]{20,32}$/.test(value)) return true
      click = value
      return false
    })
  const rest = others.join('&')
  return { click, rest: page + (rest && `?${rest}`) + hash }
}

/** `tilltrail(event, fields?, callback?)` or `tilltrail('consent', 'granted' | 'denied')`. */
function tilltrail(...call: unknown[]) {
  attempt(() => {
    const [event, fields, callback] = call
    if (typeof event !== 'string' || !event) return warn('the first argument is the name of an event')
    if (event === 'consent') return decide(fields)
    const isOrder = event === 'purchase' || event === 'refund'
    const ping = makePing(event, isOrder, new Map(Object.entries(fields ?? {})))
    if (isOrder && !ping.orderId) warn(`${event} needs an orderId`)
    send(ping, callback)
  })
}

function decide(decision: unknown) {
  isGranted = decision === GRANTED
  isDenied = !isGranted
  mayKeep = isGranted && !withholds
  if (isDenied && decision !== 'denied') warn("consent is 'granted' or 'denied'")
  remember()
}

function makePing(event: string, isOrder: boolean, fields: Map<string, unknown>): Ping {
  const ping: Ping = { event }
  if (shop) ping.shop = shop
  for (const name of TEXT_FIELDS) {
    const text = toText(fields.get(name))
    if (text) ping[name] = text
  }
  const isNew = fields.get('newCustomer')
  if (typeof isNew === 'boolean') ping.newCustomer = isNew
  // An order is told apart by its own id, also when the page is loaded again.
  if (!isOrder) ping.eventId ||= randomId()
  const touch = withholds || isDenied ? undefined : touches().pop()
  if (touch) ping.click = touch.click
  ping.at = new Date().toISOString()
  return ping
}

/** Sums in floating point end in noise (0.1 + 0.2); six decimals are more than any currency has. */
function toText(value: unknown): string {
  if (typeof value === 'number') return `${Number(value.toFixed(6))}`
  return typeof value === 'string' || typeof value === 'bigint' ? `${value}` : ''
}

function randomId(): string {
  const bytes =
    attempt(() => crypto.getRandomValues(new Uint8Array(16))) ?? Array.from({ length: 16 }, () => Math.random() * 256)
  return Array.from(bytes, (byte) => (byte | 256).toString(16).slice(1)).join('')
}

/** A text/plain body needs no preflight; keepalive lets the ping outlive the page. */
function send(ping: Ping, callback: unknown) {
  let isDone = false
  const done = () => {
    if (!isDone && typeof callback === 'function') callback(ping)
    isDone = true
  }
  // From a timer, so that an error in the shop's callback stays the shop's.
  const settle = () => attempt(() => setTimeout(done, 0))
  const sendPixel = () => attempt(() => showPixel(ping, settle))
  attempt(() => setTimeout(done, CALLBACK_MS))
  try {
    if (!post) throw 0
    post(`${origin}/e`, {
      method: 'POST',
      body: toJson(ping),
      keepalive: true,
      credentials: 'omit',
      mode: 'cors',
    }).then(settle, sendPixel)
  } catch {
    sendPixel()
  }
}

/** Written by hand: pages replace JSON or add toJSON to prototypes. */
function toJson(ping: Ping): string {
  const members = Object.entries(ping).map(
    ([name, value]) => `"${name}":${typeof value === 'string' ? quote(value) : value}`,
  )
  return `{${members.join(',')}}`
}

function quote(text: string): string {
  // What isn't between a space and the last character is a control character.
  const escaped = text.replace(/["\\]|[^ -\uffff]/g, (character) => {
    return `\\u${(0x10000 + character.charCodeAt(0)).toString(16).slice(1)}`
  })
  return `"${escaped}"`
}

function showPixel(ping: Ping, settle: () => void) {
  const query = Object.entries(ping).map(([name, value]) => {
    const pixelName = PIXEL_NAMES[name] ?? name
    return pixelName && `&${pixelName}=${encodeURIComponent(value)}`
  })
  const pixel = new Image()
  pixel.addEventListener('load', settle)
  pixel.addEventListener('error', settle)
  pixel.src = `${origin}/till.gif?${query.join('').slice(1)}`
}

/** Oldest first: what is kept on the device, where that may be read, and this page's own landing. */
function touches(): Touch[] {
  const entries = (mayKeep && stored().match(/[\w-]{20,32}\.\d{13}/g)) || []
  const list = entries.map((entry) => ({ click: entry.slice(0, -14), at: Number(entry.slice(-13)) }))
  const own = landed
  if (own && !list.some((touch) => touch.click === own.click)) list.push(own)
  return list.filter((touch) => Date.now() - touch.at < WINDOW_MS).slice(-MAX_TOUCHES)
}

/** `granted click.milliseconds click.milliseconds`, empty where nothing is kept or the device doesn't tell. */
function stored(): string {
  return attempt(() => `${localStorage.getItem(STORAGE_KEY)}`) ?? ''
}

/** Keeps the touches where that is allowed; where it isn't (any more), nothing stays behind. */
function remember() {
  const kept = touches().map((touch) => `${touch.click}.${touch.at}`)
  attempt(() => {
    if (mayKeep) localStorage.setItem(STORAGE_KEY, [isGranted ? GRANTED : 'full', ...kept].join(' '))
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
