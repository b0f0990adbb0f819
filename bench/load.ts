import autocannon from 'autocannon'

export type Load = {
  readonly url: string
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
  /** At most so many in all; default: as many as it can. */
  readonly perSecond?: number
}

/** One round of load. `wrong`: answers that were no redirect, and errors. Latencies in milliseconds. */
export type Round = {
  readonly perSecond: number
  readonly redirects: number
  readonly wrong: number
  readonly p50: number
  readonly p99: number
}

const agent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

/** Visits of 5,000 visitors to the paths, popular ones more often (1/rank), for so many seconds. */
export function load({ url, paths, connections, seconds, perSecond }: Load): Promise<Round> {
  const requests = Array.from({ length: 5000 }, (_, index) => ({
    method: 'GET' as const,
    path: paths[rankOf(index, paths.length)] ?? '/',
    headers: {
      'user-agent': agent,
      referer: 'https://l.instagram.com/',
      'x-forwarded-for': `198.18.${(index >> 8) & 255}.${index & 255}`,
    },
  }))
  return new Promise((resolve, reject) => {
    const pace = perSecond === undefined ? {} : { overallRate: perSecond }
    const options = { url, connections, duration: seconds, requests, ...pace }
    autocannon(options, (error, result) => {
      if (error) return reject(error)
      const redirects = result['3xx'] ?? 0
      const others = (result['2xx'] ?? 0) + (result['4xx'] ?? 0) + (result['5xx'] ?? 0) + result.errors
      resolve({
        perSecond: redirects / result.duration,
        redirects,
        wrong: others,
        p50: result.latency.p50,
        p99: result.latency.p99,
      })
    })
  })
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
