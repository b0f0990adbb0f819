import { hc } from 'hono/client'
import type { Api } from '../app.ts'
import type { goalRoutes } from '../goals/routes.ts'
import { fetchOrThrow } from './problem.ts'

const client = hc<Api>('/api/v1', { fetch: fetchOrThrow })
const { goals } = hc<ReturnType<typeof goalRoutes>>('/api/v1', { fetch: fetchOrThrow })

/** The server's own routes, typed; what isn't a success is thrown as ApiProblem. */
export const api = { ...pick(client), goals }

function pick({ session, setup, shops, keys, campaigns, posts, links, reports, catalog }: typeof client) {
  return { session, setup, shops, keys, campaigns, posts, links, reports, catalog }
}

/** The body of an answer. */
export async function answer<Body>(response: Promise<{ json(): Promise<Body> }>): Promise<Body> {
  return (await response).json()
}

/** Interim: routes whose types aren't there yet. */
export async function request<Body>(method: string, path: string, json?: unknown): Promise<Body> {
  const body = json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  const response = await fetchOrThrow(`/api/v1${path}`, { method, ...body })
  return response.status === 204 ? undefined : await response.json()
}
