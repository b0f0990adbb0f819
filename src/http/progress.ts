import type { Context, Env } from 'hono'
import { createMiddleware } from 'hono/factory'
import { logSurprise } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import { answerError } from './problem.ts'

/** Told by work that takes long how far it is, and asked whether anybody still waits for it. */
export type Watch = {
  /** `read` of `of` clicks. */
  tell(read: number, of: number): void
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
}

/** A line of such an answer: how far it is, and last either the answer or the problem that came up. */
type ProgressLine =
  | { readonly progress: number; readonly read: number; readonly of: number }
  | { readonly report: unknown }
  | { readonly problem: unknown }

/**
 * Answers who asks with `Accept: application/x-ndjson` in lines: `{"progress":0.35,"read":…,"of":…}` as often as there is
 * news, and last `{"report":…}`, what plain JSON would be. What fails before the first of them has the status it has
 * without lines, what fails later is a last line `{"problem":…}`. Whoever leaves stops the work.
 */
export function withProgress<Variables extends Env, Asked>(
  { log }: Pick<Runtime, 'log'>,
  work: (c: Context<Variables>, asked: Asked, watch: Watch) => Promise<unknown>,
) {
  return createMiddleware<Variables, string, { out: { query: Asked } }>(async (c, next) => {
    if (!wantsLines(c)) return next()
    const lines = await begin(
      (watch) => work(c, c.req.valid('query'), watch),
      (error) => answerError(error, c, (surprise) => logSurprise(log, surprise)).json(),
    )
    return c.body(lines, 200, { 'content-type': 'application/x-ndjson', vary: 'accept' })
  })
}

function wantsLines(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('application/x-ndjson')
}

/** The lines, as soon as there is one. @throws what the work throws before that */
async function begin(
  work: (watch: Watch) => Promise<unknown>,
  explain: (error: unknown) => Promise<unknown>,
): Promise<ReadableStream<Uint8Array>> {
  const left = new AbortController()
  const begun = Promise.withResolvers<void>()
  let hasBegun = false
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  writer.closed.catch(() => left.abort())
  // A write that fails is that of one who left.
  const say = (line: ProgressLine) => writer.write(encode(line)).catch(() => undefined)
  const end = () => writer.close().catch(() => undefined)
  const done = work({
    signal: left.signal,
    tell(read, of) {
      void say({ progress: of > 0 ? read / of : 1, read, of })
      hasBegun = true
      begun.resolve()
    },
  })
  done.then(
    (report) => say({ report }).then(end),
    async (error) => {
      if (!hasBegun || left.signal.aborted) return
      await say({ problem: await explain(error) })
      await end()
    },
  )
  await Promise.race([begun.promise, done])
  return readable
}

function encode(line: ProgressLine): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(line)}\n`)
}
