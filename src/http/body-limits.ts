import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'

/** How large a body may be: a form's, and a file's where files are taken. */
export const limitBodies = createMiddleware((c, next) =>
  (takesFiles.some((path) => c.req.path.endsWith(path)) ? forFiles : forForms)(c, next),
)

const takesFiles = ['/links/import']
const forForms = bodyLimit({ maxSize: 256 * 1024 })
const forFiles = bodyLimit({ maxSize: 50 * 1024 * 1024 })
