import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { type Agent, request } from 'node:http'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { startNode } from '../../src/node.ts'
import { draftLink, safari } from '../app/talk.ts'
import { adminKey, makeFolder } from '../make.ts'

export const bearer = { authorization: `Bearer ${adminKey}` }
const environment = { PORT: '0', ADMIN_API_KEY: adminKey, LOG_LEVEL: 'silent', TRUSTED_PROXIES: '127.0.0.1' }

/** The server in this process, so that its connection can be reached; stopped after the test. */
export async function startServer(folder = makeFolder()) {
  const running = await startNode(readConfig({ ...environment, DATA_DIR: folder }))
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= running.stop())
  onTestFinished(stop)
  return { url: running.url, folder, stop, runtime: running.runtime }
}

/** The server in a process of its own, without npm around it: a signal meets the server itself, at once. */
export async function spawnServer(folder: string) {
  const child = spawn(process.execPath, ['src/node.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, DATA_DIR: folder },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const complained: string[] = []
  child.stderr.on('data', (chunk: Buffer) => void complained.push(chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const told = /^listening on (\S+)\n/m.exec(chunk.toString())?.[1]
      if (told) resolve(told)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${complained.join('')}`)))
  })
  return { url, folder, child, ended, complained, kill: (signal: NodeJS.Signals) => (child.kill(signal), ended) }
}

/** Bytes that this process may make a file grow to; more fails with EFBIG, as a broken disk would with EIO. */
export function limitFiles({ pid }: Pick<ChildProcess, 'pid'>, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
}

export function canLimitFiles(): boolean {
  try {
    execFileSync('prlimit', ['--version'])
    return true
  } catch {
    // Not Linux: the cases that need it are left out.
    return false
  }
}

const links = z.object({ results: z.array(z.object({ link: z.object({ id: z.string(), slug: z.string() }) })) })

/** Short URLs, a hundred a call at most. */
export async function makeLinks(url: string, count: number, over: Record<string, unknown> = {}) {
  const made = []
  for (let rest = count; rest > 0; rest -= 100) {
    const drafts = Array.from({ length: Math.min(rest, 100) }, () => draftLink(over))
    const answer = await call(url, 'POST', '/api/v1/links/bulk', { links: drafts })
    made.push(...links.parse(await answer.json()).results.map(({ link }) => link))
  }
  return made
}

export function call(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...bearer, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

let visitors = 0

/** A person's visit, from an address that nobody had before. `click`: the id that left with the 302. */
export function visit(url: string, path: string, agent?: Agent) {
  visitors++
  const address = `198.${18 + ((visitors >> 16) & 1)}.${(visitors >> 8) & 255}.${visitors & 255}`
  return ask(`${url}${path}`, agent, { 'user-agent': safari, 'x-forwarded-for': address })
}

export function ask(url: string, agent: Agent | undefined, headers: Record<string, string>) {
  return new Promise<{ status: number; location: string; click: string | undefined; retryAfter: string | undefined }>(
    (resolve, reject) => {
      const asking = request(url, { headers, ...(agent ? { agent } : {}) }, (answer) => {
        answer.resume()
        answer.on('error', reject)
        const { location = '', 'retry-after': retryAfter } = answer.headers
        const click = /[?&]till=([\w-]{32})/.exec(location)?.[1]
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location, click, retryAfter }))
      })
      asking.on('error', reject)
      asking.end()
    },
  )
}

/** Ids of the stored clicks in stored order, as the export tells them. */
export async function exportedClicks(url: string): Promise<string[]> {
  const text = await (await call(url, 'GET', '/api/v1/export/clicks.ndjson')).text()
  const line = z.object({ id: z.string() })
  return text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => line.parse(JSON.parse(one)).id)
}

/** Dropped clicks by reason, as the metrics tell them. */
export async function droppedClicks(url: string): Promise<Record<string, number>> {
  const text = await (await call(url, 'GET', '/metrics')).text()
  const dropped = [...text.matchAll(/^tilltrail_clicks_dropped_total\{reason="([\w-]+)"\} (\d+)$/gm)]
  return Object.fromEntries(dropped.map(([, reason = '', count]) => [reason, Number(count)]))
}

/** Another process's connection, as the command line opens one. */
export function openForeign(folder: string): Sqlite.Database {
  const connection = new Sqlite(join(folder, 'tilltrail.sqlite'), { timeout: 5_000 })
  onTestFinished(() => void connection.close())
  return connection
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
