import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import Sqlite from 'better-sqlite3'

const adminKey = 'bench-key-0123456789-abcdefghijkl'
const agent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

type Round = { readonly requestsPerSecond: number; readonly p50: number; readonly p99: number; readonly wrong: number }
type Load = {
  readonly url: string
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
}

/**
 * Requests per second of a real short URL (UTMs, click id, class; the click on disk with synchronous=FULL before the
 * answer) against a bare `node:http` 302. Rounds alternate; server on one core, load from another; the median counts.
 */
export async function benchRedirect({ seconds, rounds }: { seconds: number; rounds: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
  const bare = await startServer(['bench/bare.ts'], {})
  const ours = await startServer(['src/node.ts'], {
    DATA_DIR: folder,
    PORT: '0',
    ADMIN_API_KEY: adminKey,
    TRUSTED_PROXIES: '127.0.0.1/32',
    LOG_LEVEL: 'error',
  })
  try {
    const slugs = await makeLinks(ours.url, 100)
    const figures = []
    let answered = 0
    for (const connections of [32, 128]) {
      const bareRounds: Round[] = []
      const ourRounds: Round[] = []
      for (let round = 0; round < rounds; round++) {
        bareRounds.push(await load({ url: bare.url, paths: slugs, connections, seconds }))
        const mine = await load({ url: ours.url, paths: slugs, connections, seconds })
        ourRounds.push(mine)
        answered += mine.requestsPerSecond * seconds
      }
      figures.push({ connections, bare: median(bareRounds), ours: median(ourRounds) })
    }
    const wrong = figures.reduce((sum, { ours: mine }) => sum + mine.wrong, 0)
    return {
      ratios: toRatios(figures),
      table: toTable(figures, { wrong, answered, stored: countClicks(folder), rss: residentMb(ours.child) }),
    }
  } finally {
    bare.child.kill('SIGKILL')
    ours.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Figure = { readonly connections: number; readonly bare: Round; readonly ours: Round }

function toRatios(figures: readonly Figure[]): Record<string, number> {
  return Object.fromEntries(
    figures.map(({ connections, bare, ours }) => [
      `redirect/bare-node-302@${connections}`,
      round3(ours.requestsPerSecond / bare.requestsPerSecond),
    ]),
  )
}

function toTable(
  figures: readonly Figure[],
  facts: { wrong: number; answered: number; stored: number; rss: number | undefined },
): string {
  const rows = figures.map(
    ({ connections, bare, ours }) =>
      `| ${connections} | ${Math.round(bare.requestsPerSecond)} | ${Math.round(ours.requestsPerSecond)} | ${round3(ours.requestsPerSecond / bare.requestsPerSecond)} | ${ours.p50} | ${ours.p99} |`,
  )
  return [
    '| connections | bare node:http 302/s | redirect/s | ratio | p50 ms | p99 ms |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `answers that were no 302: ${facts.wrong} · clicks stored: ${facts.stored} (synchronous=FULL, before each answer) · resident: ${facts.rss ?? '?'} MB`,
    '',
  ].join('\n')
}

/** Pinned to the first core where the system can; the load runs on the others. */
function startServer(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ url: string; child: ChildProcess }> {
  const isPinned = process.platform === 'linux' && cpus().length > 1
  const [command, ...rest] = isPinned ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args]
  const child = spawn(command, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      const url = /listening on (\S+)/.exec(chunk.toString())?.[1]
      if (url) resolve({ url, child })
    })
  })
}

async function makeLinks(url: string, count: number): Promise<string[]> {
  const links = Array.from({ length: count }, (_, index) => ({
    destination: `https://shop.example/product/${index}?colour=blue`,
    channel: 'instagram',
    campaign: 'bench',
    content: `post-${index}`,
  }))
  const answer = await fetch(`${url}/api/v1/links/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ links }),
  })
  const text = await answer.text()
  return [...text.matchAll(/"slug":"([a-z0-9]+)"/g)].map((match) => `/${match[1]}`)
}

function load({ url, paths, connections, seconds }: Load): Promise<Round> {
  const requests = Array.from({ length: 2000 }, (_, index) => ({
    method: 'GET' as const,
    path: paths[index % paths.length] ?? '/',
    headers: {
      'user-agent': agent,
      referer: 'https://l.instagram.com/',
      'x-forwarded-for': `198.18.${(index >> 8) & 255}.${index & 255}`,
    },
  }))
  return new Promise((resolve, reject) => {
    autocannon({ url, connections, duration: seconds, requests }, (error, result) => {
      if (error) return reject(error)
      const redirects = result['3xx'] ?? 0
      const all = redirects + (result['2xx'] ?? 0) + (result['4xx'] ?? 0) + (result['5xx'] ?? 0)
      resolve({
        requestsPerSecond: redirects / result.duration,
        p50: result.latency.p50,
        p99: result.latency.p99,
        wrong: all - redirects + result.errors,
      })
    })
  })
}

function median(rounds: readonly Round[]): Round {
  const sorted = rounds.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('no rounds')
  return { ...middle, wrong: rounds.reduce((sum, one) => sum + one.wrong, 0) }
}

function countClicks(folder: string): number {
  const database = new Sqlite(join(folder, 'tilltrail.sqlite'), { readonly: true })
  const count = Number(database.prepare('select count(*) from clicks').pluck().get())
  database.close()
  return count
}

function residentMb(child: ChildProcess): number | undefined {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readStatus(child.pid))?.[1]
  return kb === undefined ? undefined : Math.round(Number(kb) / 1024)
}

function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    // No /proc here: the figure is left out.
    return ''
  }
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}
