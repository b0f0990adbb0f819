import type { Context } from 'hono'

/** Lets work end after the answer has left: on Workers the request is kept for it, on Node it simply goes on. */
export function later(c: Context, work: Promise<unknown>): void {
  try {
    c.executionCtx.waitUntil(work)
  } catch {
    // Node: there is nothing that would end it.
  }
}
