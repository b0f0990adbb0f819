import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { Problem } from './problem.ts'

/** How large a body may be: a form's, and a file's where files are taken. */
export const limitBodies = createMiddleware((c, next) =>
  (takesFiles.some((path) => c.req.path.endsWith(path)) ? forFiles : forForms)(c, next),
)

const takesFiles = ['/links/import', '/conversions/import', '/rates/import', '/values/import', '/values/import/preview']
const forForms = bodyLimit({ maxSize: 256 * 1024 })
const forFiles = bodyLimit({
  maxSize: 50 * 1024 * 1024,
  onError() {
    const detail = 'The file is larger than 50 MB: split it, or read it in on the server itself, by the command line.'
    throw new Problem(413, 'Too large', `${detail} All of its commands: npm run -s tilltrail -- help`)
  },
})
