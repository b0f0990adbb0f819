import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildTracker } from '../../src/tracker/build.ts'

export type Received = { path: string; body: string; headers: Record<string, unknown> }

export type Collector = { url: string; received: Received[]; isSilent: boolean; stop: () => void }

/** A site on `localhost` that serves the real till.js, keeps what is sent to it, and answers unless `isSilent`. */
export async function startCollector(): Promise<Collector> {
  const snippet = await builtSnippet()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/till.js') return response.setHeader('content-type', 'text/javascript').end(snippet)
    if (path === '/private') return response.end('secret')
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      collector.received.push({ path, body, headers: request.headers })
      if (!collector.isSilent) response.writeHead(204, { 'access-control-allow-origin': '*' }).end()
    })
    return response
  })
  await listen(server)
  const collector: Collector = {
    url: `http://localhost:${portOf(server)}`,
    received: [],
    isSilent: false,
    stop: () => stop(server),
  }
  return collector
}

async function builtSnippet(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tilltrail-snippet-'))
  await buildTracker(folder)
  const snippet = await readFile(join(folder, 'till.js'), 'utf8')
  await rm(folder, { recursive: true })
  return snippet
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
