import type { IncomingMessage, ServerResponse } from 'node:http'
import { localDay } from '../shops/calendar.ts'
import type { SigningKey } from './click-id.ts'
import type { EmbeddedRecorder } from './recorder.ts'
import { answerVisit, hasEnded, type PreparedLink, type VisitRequest } from './redirect.ts'
import type { Targets } from './targets.ts'
import { createVisitorHash, type VisitorHash } from './visitor.ts'

type Parts = {
  readonly clickParam: string
  readonly keys: readonly SigningKey[]
  readonly targets: Pick<Targets, 'known'>
  readonly recorder: EmbeddedRecorder
  now(): number
  saltOf(shop: number, day: number): Uint32Array
  addressOf(socketAddress: string, forwardedFor: string): string
  countryOf(address: string): string
  isOwnDevice(cookie: string): boolean
  /** Clicks and other writes that wait for their commit. */
  waiting(): number
}

/**
 * Answers a visit of a short URL before the framework: 2 of 4 µs of a redirect are Hono's. Only the plain case, a GET of a
 * link that is in mind; true when it was answered here. Everything else (unknown, ended, first seen, HEAD, `+`) is left to
 * the route, and both ask the same pure function. Node only.
 */
export function createFastPath(parts: Parts): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { targets, recorder, keys, clickParam, now } = parts
  const visitorHashes = rememberVisitorHashes(parts.saltOf)

  return (request, response) => {
    const url = request.url ?? ''
    if (request.method !== 'GET') return false
    // No browser sends what stands behind a #; where it is sent all the same, an address reader takes it for something else.
    if (url.includes('#')) return false
    const mark = url.indexOf('?')
    const path = mark < 0 ? url : url.slice(0, mark)
    const headers = readHeaders(request.rawHeaders)
    if (!headers) return false
    const link = targets.known(path, headers.host)
    // The route asks the database, and has it in mind next time.
    if (!link) return false
    const at = now()
    if (hasEnded(link, at)) return false
    if (parts.waiting() > mostWaiting) return shed(response)
    const address = parts.addressOf(request.socket.remoteAddress ?? '', headers.forwardedFor)
    headers.query = mark < 0 ? '' : url.slice(mark + 1)
    headers.address = address
    headers.country = parts.countryOf(address)
    headers.isOwnDevice = headers.cookie !== '' && parts.isOwnDevice(headers.cookie)
    const visitorHash = visitorHashes(link, at)
    const answer = answerVisit(link, headers, { clickParam, keys, visitorHash, now: at })
    if (answer.kind !== 'redirect' || !answer.click) return false
    const { location } = answer
    recorder.put(answer.click, () => {
      response.writeHead(302, ['location', location, 'cache-control', 'private, no-store', 'content-length', '0'])
      response.end()
    })
    return true
  }
}

/** More than this can only wait for a lock: who comes now is told to come again. */
const mostWaiting = 10_000

function shed(response: ServerResponse): true {
  response.writeHead(503, ['retry-after', '1', 'content-length', '0'])
  response.end()
  return true
}

/** A visit as it is read: its headers first, the rest when it is known to be one of ours. */
type Visited = { -readonly [Name in keyof VisitRequest]: VisitRequest[Name] } & {
  host: string
  cookie: string
  forwardedFor: string
}
type Header = Exclude<keyof Visited, 'method' | 'query' | 'address' | 'country' | 'isOwnDevice'>

/**
 * The few headers that matter, told apart by their length first; Node's own object of all of them costs ten times as much.
 * undefined where one comes twice, which no browser does.
 */
function readHeaders(raw: readonly string[]): Visited | undefined {
  const found: Visited = {
    method: 'GET',
    query: '',
    address: '',
    country: '',
    isOwnDevice: false,
    host: '',
    cookie: '',
    forwardedFor: '',
    userAgent: '',
    referer: '',
    secGpc: '',
    secPurpose: '',
    purpose: '',
    xPurpose: '',
    xMoz: '',
  }
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    if (!lengths.has(name.length)) continue
    const slot = slots.get(name) ?? slots.get(name.toLowerCase())
    if (slot === undefined) continue
    if (found[slot] === '') found[slot] = raw[at + 1] ?? ''
    else if (slot === 'forwardedFor') found.forwardedFor += `, ${raw[at + 1] ?? ''}`
    else return undefined
  }
  found.host = hostOf(found.host)
  return found
}

const slots = new Map<string, Header>([
  ['host', 'host'],
  ['cookie', 'cookie'],
  ['x-forwarded-for', 'forwardedFor'],
  ['user-agent', 'userAgent'],
  ['referer', 'referer'],
  ['sec-gpc', 'secGpc'],
  ['sec-purpose', 'secPurpose'],
  ['purpose', 'purpose'],
  ['x-purpose', 'xPurpose'],
  ['x-moz', 'xMoz'],
  // As browsers write them over HTTP/1.1.
  ['Host', 'host'],
  ['Cookie', 'cookie'],
  ['User-Agent', 'userAgent'],
  ['Referer', 'referer'],
  ['X-Forwarded-For', 'forwardedFor'],
])
const lengths: ReadonlySet<number> = new Set([...slots.keys()].map((name) => name.length))

function hostOf(header: string): string {
  const colon = header.indexOf(':')
  return (colon < 0 ? header : header.slice(0, colon)).toLowerCase()
}

/** The day's hash of each shop: made anew when its day or its salt changes. */
function rememberVisitorHashes(saltOf: Parts['saltOf']): (link: PreparedLink, now: number) => VisitorHash {
  const known = new Map<number, { readonly day: number; readonly hash: VisitorHash }>()
  return (link, now) => {
    const day = localDay(now, link.time_zone)
    const last = known.get(link.shop)
    if (last?.day === day) return last.hash
    const hash = createVisitorHash(link.shop, saltOf(link.shop, day))
    known.set(link.shop, { day, hash })
    return hash
  }
}
