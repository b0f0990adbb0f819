import { hashKey, type Query, type QueryKey } from '@tanstack/react-query'
import { ApiProblem, fetchOrThrow, readProblem } from '../problem.ts'

/** How far a report is that is read from single clicks. */
export type Reading = { readonly read: number; readonly of: number }

/** As long as this is read in under a second: nobody needs to be told. */
const fewestTold = 1_000_000

const readings = new Map<string, Reading>()
const long = new Set<string>()
const listeners = new Set<() => void>()

/** What is being read of a query, for as long as it takes. */
export function readingOf(queryKey: QueryKey): Reading | undefined {
  return readings.get(hashKey(queryKey))
}

export function onReading(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** How often to ask anew: seldom for what takes long to read. */
export function intervalOf({ queryHash }: Pick<Query, 'queryHash'>, everyMs: number): number {
  return long.has(queryHash) ? Math.max(everyMs, 300_000) : everyMs
}

/** Options of the client for a report that tells how far it is while it is read; whoever leaves stops it. */
export function telling({ queryKey, signal }: { readonly queryKey: QueryKey; readonly signal: AbortSignal }) {
  const hash = hashKey(queryKey)
  const tell = (reading: Reading | undefined) => {
    if (reading && reading.of < fewestTold) return
    if (reading) long.add(hash)
    if (reading) readings.set(hash, reading)
    else readings.delete(hash)
    for (const listener of listeners) listener()
  }
  return {
    headers: { accept: 'application/x-ndjson' },
    init: { signal },
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      try {
        return await readReport(await fetchOrThrow(input, init), tell)
      } finally {
        tell(undefined)
      }
    },
  }
}

/** The report, the last of the lines, as an answer of its own. @throws ApiProblem that it ended with */
async function readReport(response: Response, tell: (reading: Reading) => void): Promise<Response> {
  if (!response.body) return response
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new ApiProblem(0, '')
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith(report)) return new Response(line.slice(report.length, -1))
      const told: unknown = JSON.parse(line)
      if (isReading(told)) tell(told)
      else throw toProblem(told)
    }
  }
}

const report = '{"report":'

function isReading(told: unknown): told is Reading {
  return typeof told === 'object' && told !== null && 'read' in told && 'of' in told
}

function toProblem(told: unknown): ApiProblem {
  const problem = typeof told === 'object' && told !== null && 'problem' in told ? told.problem : undefined
  const isTold = typeof problem === 'object' && problem !== null && 'status' in problem
  return readProblem(isTold ? Number(problem.status) : 0, problem, null)
}
