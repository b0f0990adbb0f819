import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'
import { ApiProblem, fetchOrThrow } from '../problem.ts'

export type Session = Awaited<ReturnType<typeof fetchSession>>
export type SetupDraft = InferRequestType<typeof api.setup.$post>['json']
export type Credentials = { readonly email: string; readonly password: string }

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: fetchSession, staleTime: 60_000 })

/**
 * Signs in and waits until the browser shows the cookie back. One that keeps no Secure cookie on localhost gets a plain
 * one; one that keeps neither is told so: better than an endless sign-in.
 * @throws ApiProblem 401 wrong e-mail or password, 429 too many tries, 412 no cookie is kept
 */
export async function signIn(queries: QueryClient, { email, password }: Credentials): Promise<void> {
  await api.session.$post({ json: { email, password } })
  if (await isSignedIn(queries)) return
  await api.session.$post({ json: { email, password, plainCookie: true } })
  if (!(await isSignedIn(queries))) throw new ApiProblem(412, '')
}

/** Whether a setup address is still the newest one; a server that can't say leaves it to the form. */
export const setupTokenQuery = (token: string) =>
  queryOptions({
    queryKey: ['setup-token', token],
    queryFn: () => isSetupTokenValid(token),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Makes the owner and the shop. @throws ApiProblem 403 bad token, 409 set up already */
export async function setUp(queries: QueryClient, draft: SetupDraft): Promise<void> {
  await api.setup.$post({ json: draft })
  if (!(await isSignedIn(queries))) await signIn(queries, draft)
}

/** The session is over at once for the dashboard; the rest of what it knew goes with the page that shows it. */
export async function signOut(queries: QueryClient): Promise<void> {
  await api.session.$delete()
  const session = queries.getQueryData(sessionQuery.queryKey)
  if (session) queries.setQueryData(sessionQuery.queryKey, { ...session, user: null })
}

/** Forgets everything but who is signed in. */
export function forgetAll(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
}

async function isSetupTokenValid(token: string): Promise<boolean> {
  try {
    const response = await fetchOrThrow(`/api/v1/setup?token=${encodeURIComponent(token)}`)
    const body: unknown = await response.json()
    return !(typeof body === 'object' && body !== null && 'valid' in body && body.valid === false)
  } catch (error) {
    if (error instanceof ApiProblem) return true
    throw error
  }
}

async function isSignedIn(queries: QueryClient): Promise<boolean> {
  const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
  return session.user !== null
}

function fetchSession() {
  return answer(api.session.$get())
}
