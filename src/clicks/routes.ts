import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { answerBioSlug } from '../bio/answer-bio.ts'
import { askedHost } from '../http/asked-host.ts'
import { visitorPage } from '../http/html.ts'
import { later } from '../http/later.ts'
import { findDomainOfHost } from '../links/domain-store.ts'
import { reservedSlugs, slugKey } from '../links/slug.ts'
import { findTarget, type Target, useClick } from '../links/target-store.ts'
import { createUnknownCounter } from '../links/unknown.ts'
import { buildTarget } from '../links/utm.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { findShop } from '../shops/store.ts'
import { classify } from './classify.ts'
import { loadSigningKeys } from './click-id.ts'
import { loadOwnDevices } from './own-device.ts'
import type { Recorder } from './recorder.ts'
import { answerVisit, type Click, prepareLink, type VisitRequest } from './redirect.ts'
import { referrerHost } from './referrer.ts'
import type { Targets } from './targets.ts'
import { createVisitorHash } from './visitor.ts'

/**
 * Short URLs: `/{slug}` leads on and counts, `/{slug}+` only tells. Mounted last: every other address comes first. `targets`:
 * the links in mind, where the process keeps any; what is asked for here goes in.
 */
export function redirectRoutes(runtime: Runtime, recorder: Recorder, targets?: Pick<Targets, 'find'>) {
  const findLink = targets ? targets.find : linkFinder(runtime)
  const parts = { runtime, recorder, findLink, countUnknown: createUnknownCounter(runtime) }
  return new Hono()
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*(?:\\+|%2[Bb])}', (c) =>
      showTarget(runtime, c, c.req.param('slug').replace(/(?:\+|%2b)$/i, '')),
    )
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*}', (c) => redirect(parts, c, c.req.param('slug')))
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*}/', (c) => redirect(parts, c, c.req.param('slug')))
    .get(`/:slug{[A-Za-z0-9][A-Za-z0-9_-]*${glued}}`, (c) =>
      redirect(parts, c, c.req.param('slug').replace(/[^A-Za-z0-9_-].*$/s, '')),
    )
}

/**
 * What chat programs take for a part of an address: the punctuation behind it. Hono leaves a comma and a semicolon that
 * came percent-encoded so.
 */
const glued = '(?:[.,;:!*\'"’”»…)>\\]\\s]|%2[Cc]|%3[AaBb])+'

type Parts = {
  readonly runtime: Runtime
  readonly recorder: Recorder
  readonly findLink: Targets['find']
  countUnknown(host: string, slug: string): Promise<void>
}

async function redirect(parts: Parts, c: Context, slug: string): Promise<Response> {
  const { runtime, recorder } = parts
  if (reservedSlugs.has(slugKey(slug))) return c.notFound()
  const target = await parts.findLink(`/${slug}`, askedHost(c))
  if (!target) return answerUnknown(parts, c, slug)
  const now = runtime.now()
  const salt = await runtime.saltOf(target.shop, localDay(now, target.time_zone))
  const answer = answerVisit(target, await readVisit(runtime, c), {
    clickParam: runtime.clickParam,
    keys: await loadSigningKeys(runtime.database),
    visitorHash: createVisitorHash(target.shop, salt),
    now,
  })
  if (answer.kind === 'ended') return answerEnded(runtime, c, target)
  if (answer.click && !(await hasClickLeft(runtime, target, answer.click))) return answerEnded(runtime, c, target)
  if (answer.click) await recorder.record(answer.click)
  return c.body(null, 302, {
    location: answer.location,
    'cache-control': 'private, no-store',
    'referrer-policy': 'strict-origin-when-cross-origin',
  })
}

function linkFinder({ database, clickParam }: Runtime): Targets['find'] {
  return async (path, host) => {
    const target = await findTarget(database, host, path.slice(1))
    return target && prepareLink(target, clickParam)
  }
}

/** People use up a link's clicks, machines don't. A visitor goes on though it can't be stored, as with the click itself. */
async function hasClickLeft({ database, log }: Runtime, target: Target, { verdict }: Click): Promise<boolean> {
  if (target.max_clicks === null || verdict.class !== 'human') return true
  try {
    return await useClick(database, target.number, target.max_clicks)
  } catch (error) {
    log.error('a click could not be counted towards its link’s limit', { link: target.number, error: String(error) })
    return true
  }
}

async function readVisit(runtime: Runtime, c: Context): Promise<VisitRequest> {
  const { url } = c.req
  const from = url.indexOf('?')
  const header = (name: string) => c.req.header(name) ?? ''
  return {
    method: c.req.method,
    query: from < 0 ? '' : url.slice(from + 1),
    address: runtime.addressOf(c),
    country: runtime.countryOf(c),
    isOwnDevice: (await loadOwnDevices(runtime.database)).isOwnDevice(c.req.header('cookie')),
    userAgent: header('user-agent'),
    referer: header('referer'),
    secGpc: header('sec-gpc'),
    secPurpose: header('sec-purpose'),
    purpose: header('purpose'),
    xPurpose: header('x-purpose'),
    xMoz: header('x-moz'),
  }
}

async function showTarget(runtime: Runtime, c: Context, slug: string): Promise<Response> {
  if (reservedSlugs.has(slugKey(slug))) return c.notFound()
  const target = await findTarget(runtime.database, askedHost(c), slug)
  if (!target) return unknownLink(c)
  if (target.archived_at !== null) return endedLink(c)
  const shop = await findShop(runtime.database, target.shop_id)
  c.header('cache-control', 'no-store')
  return c.html(visitorPage('Where this link leads', describeTarget(target, shop?.name ?? '', runtime.clickParam)))
}

function describeTarget(target: Target, shopName: string, clickParam: string) {
  const url = buildTarget(target.destination, target.utm, clickParam)
  const stored =
    'Time, the short link, kind of device and browser, country, the site you come from and whether you scanned a QR code. Never your address, and nothing on your device.'
  return html`<dl>
<dt>It leads to</dt><dd><a href="${url}" rel="nofollow noreferrer">${url}</a></dd>
<dt>It belongs to</dt><dd>${shopName}</dd>
<dt>What is stored when you follow it</dt><dd>${stored}</dd>
</dl>`
}

/** A slug that is no link's: a bio page's, or nobody's. Then it is noted, and the domain says where such visitors go. */
async function answerUnknown({ runtime, countUnknown }: Parts, c: Context, slug: string): Promise<Response> {
  const bio = await answerBioSlug(runtime, c, slug)
  if (bio) return bio
  const host = askedHost(c)
  if (isOfPerson(await readVisit(runtime, c))) later(c, countUnknown(host, slug))
  const page = (await findDomainOfHost(runtime.database, host))?.unknownUrl
  return page ? leadAway(c, page) : unknownLink(c)
}

function isOfPerson(visit: VisitRequest): boolean {
  return !visit.isOwnDevice && classify({ ...visit, referrerHost: referrerHost(visit.referer) }).class === 'human'
}

/** An ended link's own fallback, else the page its shop has set for the domain, else ours. */
async function answerEnded(runtime: Runtime, c: Context, target: Target): Promise<Response> {
  if (target.fallback_url !== null) return leadAway(c, target.fallback_url)
  const domain = await findDomainOfHost(runtime.database, askedHost(c))
  const page = domain?.shopId === target.shop_id ? domain.endedUrl : null
  return page === null ? endedLink(c) : leadAway(c, page)
}

function leadAway(c: Context, location: string): Response {
  return c.body(null, 302, { location, 'cache-control': 'private, no-store' })
}

function unknownLink(c: Context): Response | Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(
    visitorPage('This link is not known', html`<p>Check the address: a letter may be missing at its end.</p>`),
    404,
  )
}

function endedLink(c: Context): Response | Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(visitorPage('This link has ended', html`<p>The shop has taken it down, or its time is over.</p>`), 410)
}
