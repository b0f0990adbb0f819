import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './problem.ts'
import { sessionQuery } from './queries/session.ts'

/** `onSignedOut`: the session has ended while the dashboard was open. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    const session = queries.getQueryData(sessionQuery.queryKey)
    // A wrong password is a 401 too, but of somebody who isn't signed in.
    if (!(error instanceof ApiProblem) || error.status !== 401 || !session?.user) return
    queries.setQueryData(sessionQuery.queryKey, { ...session, user: null })
    onSignedOut()
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { retry: isWorthRetrying } },
  })
  return queries
}

/** Twice, where the server or the way to it failed; what it refused stays refused. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  const mayPass = error instanceof ApiProblem && (error.status === 0 || error.status >= 500)
  return mayPass && failures < 2
}
