import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { guard, type Guarded } from '../access/guard.ts'
import { visitorPage } from '../http/html.ts'
import type { Runtime } from '../runtime.ts'
import {
  loadOwnDevices,
  makeOwnDeviceToken,
  ownDeviceCookie,
  ownDeviceSeconds,
  takeOwnDeviceToken,
  tokenMs,
} from './own-device.ts'

/** "Don't count this device", asked for in the dashboard where it is opened on the short domain itself. */
export function ownDeviceRoutes(runtime: Runtime) {
  return new Hono<Guarded>()
    .get('/own-device', guard(runtime, 'clicks:read'), async (c) => c.json({ isOwn: await isOwn(runtime, c) }, 200))
    .put('/own-device', guard(runtime, 'clicks:write'), async (c) => {
      await keepCookie(runtime, c)
      return c.json({ isOwn: true }, 200)
    })
    .delete('/own-device', guard(runtime, 'clicks:write'), (c) => {
      dropCookie(runtime, c)
      return c.json({ isOwn: false }, 200)
    })
    .post('/own-device/links', guard(runtime, 'clicks:write'), async (c) => {
      const now = runtime.now()
      const url = `${runtime.publicUrl}/-/own-device?token=${await makeOwnDeviceToken(runtime.database, now)}`
      return c.json({ url, expiresAt: new Date(now + tokenMs).toISOString() }, 201)
    })
}

/**
 * The page on the short domain behind such a link: for a dashboard on another host, and for a phone. Opening it changes
 * nothing, since previews and scanners open links too; its button does, once.
 */
export function ownDevicePageRoutes(runtime: Runtime) {
  return new Hono()
    .get('/-/own-device', async (c) => {
      const token = c.req.query('token') ?? ''
      return showAsk(c, token, await isOwn(runtime, c))
    })
    .post('/-/own-device', bodyLimit({ maxSize: 4096 }), async (c) => {
      const form = new URLSearchParams(await c.req.text())
      if (!(await takeOwnDeviceToken(runtime.database, form.get('token') ?? '', runtime.now())))
        return showPage(
          c,
          'This link no longer works',
          html`<p>It works once, for ten minutes. Make a new one in the dashboard, under Clicks.</p>`,
          410,
        )
      if (form.get('count') === 'yes') {
        dropCookie(runtime, c)
        return showPage(c, 'This device is counted again', html`<p>Clicks from this browser count like anyone’s.</p>`)
      }
      await keepCookie(runtime, c)
      return showPage(
        c,
        'This device isn’t counted any more',
        html`<p>Clicks from this browser are kept, and marked as your own.</p>`,
      )
    })
}

async function isOwn(runtime: Runtime, c: Context): Promise<boolean> {
  return (await loadOwnDevices(runtime.database)).isOwnDevice(c.req.header('cookie'))
}

async function keepCookie(runtime: Runtime, c: Context): Promise<void> {
  const { value } = await loadOwnDevices(runtime.database)
  setCookie(c, ownDeviceCookie, value, { ...cookieOptions(runtime), maxAge: ownDeviceSeconds })
}

function dropCookie(runtime: Runtime, c: Context): void {
  deleteCookie(c, ownDeviceCookie, cookieOptions(runtime))
}

/** Lax: sent when a link on another site is followed, which is the one thing it is for. */
function cookieOptions({ publicUrl }: Runtime) {
  return { path: '/', httpOnly: true, sameSite: 'Lax' as const, secure: publicUrl.startsWith('https:') }
}

function showPage(c: Context, title: string, content: ReturnType<typeof html>, status: 200 | 410 = 200) {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  c.header('content-security-policy', pagePolicy)
  return c.html(visitorPage(title, content), status)
}

/** As of every page for visitors, but that its form may be sent. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

function showAsk(c: Context, token: string, isAlreadyOwn: boolean) {
  const { title, text, label } = isAlreadyOwn ? askBack : askOut
  return showPage(
    c,
    title,
    html`<p>${text}</p>
<form method="post" action="/-/own-device">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="count" value="${isAlreadyOwn ? 'yes' : 'no'}">
<button style="${buttonStyle}">${label}</button>
</form>`,
  )
}

const askOut = {
  title: 'Leave this device out?',
  text: 'Then clicks on short links from this browser are kept, marked as your own, and left out of every count.',
  label: 'Don’t count this device',
}

const askBack = {
  title: 'Count this device again?',
  text: 'Clicks on short links from this browser aren’t counted now: they are kept, and marked as your own.',
  label: 'Count this device again',
}

const buttonStyle =
  'font:inherit;font-weight:600;padding:.75rem 1.25rem;border:0;border-radius:.5rem;background:#0b775b;color:#fff;cursor:pointer'
