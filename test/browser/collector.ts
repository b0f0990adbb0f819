import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { buildTracker } from '../../src/tracker/build.ts'

export type Received = { path: string; body: string; headers: Record<string, unknown> }

export type Collector = {
  url: string
  received: Received[]
  /** What was told of visits, apart. */
  visits: Record<string, unknown>[]
  /** What was asked for of the snippet's files. */
  loaded: string[]
  integrity: Record<string, string>
  isSilent: boolean
  stop: () => void
}

/** A site on `localhost` that serves the real snippet, keeps what is sent to it, and answers unless `isSilent`. */
export async function startCollector(): Promise<Collector> {
  const files = await builtSnippet()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const file = files[path.slice(1)]
    if (file !== undefined) {
      collector.loaded.push(path)
      return response
        .writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' })
        .end(file)
    }
    if (path === '/private') return response.end('secret')
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      if (path === '/-/v') collector.visits.push(JSON.parse(body))
      else collector.received.push({ path, body, headers: request.headers })
      if (!collector.isSilent) response.writeHead(204, { 'access-control-allow-origin': '*' }).end()
    })
    return response
  })
  await listen(server)
  const collector: Collector = {
    url: `http://localhost:${portOf(server)}`,
    received: [],
    visits: [],
    loaded: [],
    integrity: z.record(z.string(), z.string()).parse(JSON.parse(files['till-integrity.json'] ?? '')),
    isSilent: false,
    stop: () => stop(server),
  }
  return collector
}

/** By name. */
async function builtSnippet(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'tilltrail-snippet-'))
  await buildTracker(folder)
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
  )
  await rm(folder, { recursive: true })
  return Object.fromEntries(files)
}

/** On a free port of every address: `localhost` and `127.0.0.1` are two sites to a browser. */
export function listen(server: Server): Promise<void> {
  return new Promise((done) => server.listen(0, done))
}

export function stop(server: Server): void {
  server.close()
  server.closeAllConnections()
}

export function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen')
  return address.port
}
