import { createMiddleware } from 'hono/factory'

/** Headers that every answer of ours carries; the dashboard's own policy lets its scripts run, ours alone. */
export const secureHeaders = createMiddleware(async (c, next) => {
  await next()
  const { headers } = c.res
  set(headers, 'x-content-type-options', 'nosniff')
  set(headers, 'referrer-policy', 'strict-origin-when-cross-origin')
  set(headers, 'x-frame-options', 'DENY')
  set(headers, 'cross-origin-resource-policy', 'same-origin')
  // Answers of the API are somebody's own: no proxy and no browser keeps them.
  if (/^\/api\/v1(?:\/|$)/.test(c.req.path)) set(headers, 'cache-control', 'no-store')
  set(headers, 'content-security-policy', /^\/app(?:\/|$)/.test(c.req.path) ? dashboardPolicy : barePolicy)
})

const barePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Mantine sets style attributes, hence 'unsafe-inline' for styles; scripts come from our own files only. */
const dashboardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

function set(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value)
}
