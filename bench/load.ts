import autocannon from 'autocannon'
import { Agent, get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export type Load = {
  readonly url: string
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
}

/** One round of load. `wrong`: answers that were no redirect, and errors. Latencies in milliseconds. */
export type Round = {
  readonly perSecond: number
  readonly redirects: number
  readonly wrong: number
  readonly p50: number
  readonly p99: number
}

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

/** Visits of 5,000 visitors to the paths, popular ones more often (1/rank), as many as it can for so many seconds. */
export function load({ url, paths, connections, seconds }: Load): Promise<Round> {
  const requests = visitsTo(paths).map((visit) => ({ method: 'GET' as const, ...visit }))
  return new Promise((resolve, reject) => {
    autocannon({ url, connections, duration: seconds, requests }, (error, result) => {
      if (error) return reject(error)
      const redirects = result['3xx'] ?? 0
      const others = (result['2xx'] ?? 0) + (result['4xx'] ?? 0) + (result['5xx'] ?? 0) + result.errors
      const { p50, p99 } = result.latency
      resolve({ perSecond: redirects / result.duration, redirects, wrong: others, p50, p99 })
    })
  })
}

/**
 * The same visits, so many a second, evenly: one that is due is made whether or not those before it were answered, and
 * its time runs from when it was due, so that a pause of the server counts for all who came in it.
 */
export async function loadEvenly({ url, paths, connections, seconds }: Load, perSecond: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const visits = visitsTo(paths)
  const answers: Promise<{ readonly isRedirect: boolean; readonly ms: number }>[] = []
  const start = performance.now()
  const dueAt = (visit: number) => start + (visit * 1000) / perSecond
  for (let visit = 0; visit < seconds * perSecond; visit++) {
    while (performance.now() < dueAt(visit)) await pause(1)
    const { path, headers } = visits[visit % visits.length] ?? { path: '/', headers: {} }
    answers.push(answer({ url: url + path, headers, agent, dueAt: dueAt(visit) }))
  }
  const answered = await Promise.all(answers)
  agent.destroy()
  const lasted = (performance.now() - start) / 1000
  const took = answered.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((took[Math.floor(share * took.length)] ?? 0) * 10) / 10
  const redirects = answered.filter(({ isRedirect }) => isRedirect).length
  return { perSecond: redirects / lasted, redirects, wrong: took.length - redirects, p50: at(0.5), p99: at(0.99) }
}

type Visit = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
  readonly dueAt: number
}

function answer({ url, headers, agent, dueAt }: Visit): Promise<{ readonly isRedirect: boolean; readonly ms: number }> {
  return new Promise((resolve) => {
    const end = (isRedirect: boolean) => resolve({ isRedirect, ms: performance.now() - dueAt })
    const request = get(url, { agent, headers }, (response) => {
      response.resume().once('close', () => end(response.complete && response.statusCode === 302))
    })
    request.setTimeout(30_000, () => request.destroy())
    request.once('error', () => end(false))
  })
}

function visitsTo(paths: readonly string[]) {
  return Array.from({ length: 5000 }, (_, index) => ({
    path: paths[rankOf(index, paths.length)] ?? '/',
    headers: {
      'user-agent': phone,
      referer: 'https://l.instagram.com/',
      'x-forwarded-for': `198.18.${(index >> 8) & 255}.${index & 255}`,
    },
  }))
}

/** The round in the middle by requests per second. */
export function median(rounds: readonly Round[]): Round {
  const middle = rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)]
  if (!middle) throw new Error('there were no rounds')
  return middle
}

/** Zipf's law by halving: the harmonic number up to a rank is about its logarithm. */
function rankOf(index: number, count: number): number {
  const share = ((index * 0.618_033_988_749_895) % 1) * Math.log(count)
  return Math.min(count - 1, Math.floor(Math.exp(share)) - 1)
}
