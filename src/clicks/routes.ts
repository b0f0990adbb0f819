import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { visitorPage } from '../http/html.ts'
import { reservedSlugs, slugKey } from '../links/slug.ts'
import { findTarget, type Target } from '../links/store.ts'
import { buildTarget } from '../links/utm.ts'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { findShop } from '../shops/store.ts'
import { loadSigningKeys } from './click-id.ts'
import { loadOwnDevices } from './own-device.ts'
import type { Recorder } from './recorder.ts'
import { answerVisit, prepareLink, type VisitRequest } from './redirect.ts'
import { createVisitorHash } from './visitor.ts'

/** Short URLs: `/{slug}` leads on and counts, `/{slug}+` only tells. Mounted last: every other address comes first. */
export function redirectRoutes(runtime: Runtime, recorder: Recorder) {
  return new Hono()
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*(?:\\+|%2[Bb])}', (c) =>
      showTarget(runtime, c, c.req.param('slug').replace(/(?:\+|%2b)$/i, '')),
    )
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*}', (c) => redirect(runtime, recorder, c))
    .get('/:slug{[A-Za-z0-9][A-Za-z0-9_-]*}/', (c) => redirect(runtime, recorder, c))
}

async function redirect(runtime: Runtime, recorder: Recorder, c: Context): Promise<Response> {
  if (reservedSlugs.has(slugKey(c.req.param('slug') ?? ''))) return c.notFound()
  const target = await findTarget(runtime.database, hostOf(c), c.req.param('slug') ?? '')
  if (!target) return unknownLink(c)
  const now = runtime.now()
  const salt = await runtime.saltOf(target.shop, localDay(now, target.time_zone))
  const answer = answerVisit(prepareLink(target, runtime.clickParam), await readVisit(runtime, c), {
    clickParam: runtime.clickParam,
    keys: await loadSigningKeys(runtime.database),
    visitorHash: createVisitorHash(target.shop, salt),
    now,
  })
  if (answer.kind === 'ended') return endedLink(c)
  if (answer.click) await recorder.record(answer.click)
  return c.body(null, 302, {
    location: answer.location,
    'cache-control': 'private, no-store',
    'referrer-policy': 'strict-origin-when-cross-origin',
  })
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

/** The host asked for, lower case and without its port; links of an unknown host are those of the default domain. */
function hostOf(c: Context): string {
  return (c.req.header('host') ?? '').toLowerCase().replace(/:\d+$/, '')
}

async function showTarget(runtime: Runtime, c: Context, slug: string): Promise<Response> {
  if (reservedSlugs.has(slugKey(slug))) return c.notFound()
  const target = await findTarget(runtime.database, hostOf(c), slug)
  if (!target) return unknownLink(c)
  if (target.archived_at !== null) return endedLink(c)
  const shop = await findShop(runtime.database, target.shop_id)
  c.header('cache-control', 'no-store')
  return c.html(visitorPage('Where this link leads', describeTarget(target, shop?.name ?? '', runtime.clickParam)))
}

function describeTarget(target: Target, shopName: string, clickParam: string) {
  const url = buildTarget(target.destination, target.utm, clickParam)
  const stored =
    'Time, the short link, kind of device and browser, country and the site you come from. Never your address, and nothing on your device.'
  return html`<dl>
<dt>It leads to</dt><dd><a href="${url}" rel="nofollow noreferrer">${url}</a></dd>
<dt>It belongs to</dt><dd>${shopName}</dd>
<dt>What is stored when you follow it</dt><dd>${stored}</dd>
</dl>`
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
