import { hc } from 'hono/client'
import type { Api } from '../app.ts'
import { fetchOrThrow } from './problem.ts'

/** The server's own routes, typed; what isn't a success is thrown as ApiProblem. */
export const api = hc<Api>('/api/v1', { fetch: fetchOrThrow })

/** The body of an answer. */
export async function answer<Body>(response: Promise<{ json(): Promise<Body> }>): Promise<Body> {
  return (await response).json()
}
