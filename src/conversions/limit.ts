import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { countUp } from '../storage/counters.ts'
import { write } from '../storage/database.ts'

/** Bytes of a ping's body; an honest one has a few hundred. */
const mostBytes = 16 * 1024

/** Refuses larger bodies with 413, counted on the stream. They are not kept, but counted. */
export function limitPing({ database }: Runtime, most = mostBytes) {
  return bodyLimit({
    maxSize: most,
    async onError() {
      await write(database, countUp('conversions', 'too-large', 1))
      throw new Problem(
        413,
        'Too large',
        `The body is larger than ${most / 1024} KB: a conversion has a few short fields.`,
      )
    },
  })
}

/** Reads the body as bytes before anybody reads it as text, which would mend what isn't UTF-8. */
export const keepBytes = createMiddleware(async (c, next) => {
  await c.req.arrayBuffer()
  await next()
})
