import { createMiddleware } from 'hono/factory'
import { answerOnce } from '../http/idempotency.ts'
import type { Runtime } from '../runtime.ts'
import type { Guarded } from './guard.ts'

/** Honours `Idempotency-Key` for the caller that `guard` found; stands behind it on routes that create. */
export function once(runtime: Runtime) {
  return createMiddleware<Guarded>((c, next) => answerOnce(runtime, c, c.var.actor.id, next).then((answer) => answer))
}
