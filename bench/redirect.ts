import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { load, median, type Round } from './load.ts'
import { residentMb, startServer } from './server.ts'

export const adminKey = 'bench-key-0123456789-abcdefghijkl'

type Figure = { readonly connections: number; readonly bare: Round; readonly ours: Round }
type Facts = {
  readonly answered: number
  readonly wrong: number
  readonly stored: number
  readonly rss: number | undefined
}

/**
 * Requests per second of a real short URL (UTMs, click id, class, roll-ups; the click on disk with synchronous=FULL before
 * the answer) against a bare `node:http` 302. Rounds alternate; servers on one core, the load on another; the median counts.
 */
export async function benchRedirect({ seconds, rounds }: { readonly seconds: number; readonly rounds: number }) {
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
    const visits = { paths: await makeLinks(ours.url, 1000), seconds }
    const figures: Figure[] = []
    const mine: Round[] = []
    for (const connections of [32, 128]) {
      const bareRounds: Round[] = []
      const ourRounds: Round[] = []
      for (let round = 0; round < rounds; round++) {
        bareRounds.push(await load({ ...visits, connections, url: bare.url }))
        ourRounds.push(await load({ ...visits, connections, url: ours.url }))
      }
      mine.push(...ourRounds)
      figures.push({ connections, bare: median(bareRounds), ours: median(ourRounds) })
    }
    const facts = {
      answered: mine.reduce((sum, one) => sum + one.redirects, 0),
      wrong: mine.reduce((sum, one) => sum + one.wrong, 0),
      stored: countClicks(folder),
      rss: residentMb(ours.child),
    }
    return { ratios: toRatios(figures), table: toTable(figures, facts) }
  } finally {
    bare.child.kill('SIGKILL')
    ours.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

function toRatios(figures: readonly Figure[]): Record<string, number> {
  const rates = figures.map(({ connections, bare, ours }) => [
    `redirect/bare-node-302@${connections}`,
    ratio(ours, bare),
  ])
  return Object.fromEntries(rates)
}

function toTable(figures: readonly Figure[], facts: Facts): string {
  const rows = figures.map(({ connections, bare, ours }) => {
    const cells = [
      connections,
      Math.round(bare.perSecond),
      Math.round(ours.perSecond),
      ratio(ours, bare),
      ours.p50,
      ours.p99,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| connections | bare node:http 302/s | redirect/s | ratio | p50 ms | p99 ms |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `Answered with a 302: ${facts.answered}, anything else: ${facts.wrong}; clicks stored: ${facts.stored}; resident: ${facts.rss ?? '?'} MB.`,
    '',
  ].join('\n')
}

async function makeLinks(url: string, count: number): Promise<string[]> {
  const paths: string[] = []
  while (paths.length < count) {
    const links = Array.from({ length: 100 }, (_, index) => ({
      destination: `https://shop.example/product/${index}?colour=blue`,
      channel: 'instagram',
      campaign: 'bench',
      content: `post-${paths.length + index}`,
    }))
    const answer = await fetch(`${url}/api/v1/links/bulk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ links }),
    })
    paths.push(...[...(await answer.text()).matchAll(/"slug":"([a-z0-9]+)"/g)].map((match) => `/${match[1]}`))
  }
  return paths
}

function countClicks(folder: string): number {
  const database = new Sqlite(join(folder, 'tilltrail.sqlite'), { readonly: true })
  const count = Number(database.prepare('select count(*) from clicks').pluck().get())
  database.close()
  return count
}

function ratio(ours: Round, bare: Round): number {
  return round3(ours.perSecond / bare.perSecond)
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}
