import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname } from 'node:path'

export type DemoShop = { url: string; stop: () => Promise<void> }

type DemoShopSettings = { port: number; host: string; tilltrailUrl: string; shopId: string }
type ShopFiles = Map<string, { type: string; body: Buffer }>

const SHOP_FOLDER = new URL('shop/', import.meta.url)
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Serves the demo shop: the files of `shop/` and nothing else, with Tilltrail's address and the shop's id put in.
 * Port 0 takes a free one; `url` ends in a slash. Fails when the port is taken.
 */
export async function startDemoShop(settings: DemoShopSettings): Promise<DemoShop> {
  const files = await readShopFiles()
  const server = createServer((request, response) => answer({ request, response, files, settings }))
  const port = await listen(server, settings)
  return { url: `http://${settings.host}:${port}/`, stop: () => close(server) }
}

/** Read once, by name: an address can name one of these or nothing, so no address leads out of the folder. */
async function readShopFiles(): Promise<ShopFiles> {
  const files: ShopFiles = new Map()
  for (const name of await readdir(SHOP_FOLDER)) {
    const type = TYPES[extname(name)]
    if (type) files.set(`/${name}`, { type, body: await readFile(new URL(name, SHOP_FOLDER)) })
  }
  return files
}

type Visit = { request: IncomingMessage; response: ServerResponse; files: ShopFiles; settings: DemoShopSettings }

function answer({ request, response, files, settings }: Visit) {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const file = files.get(path === '/' ? '/index.html' : path)
  response.setHeader('content-security-policy', contentSecurityPolicy(settings))
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-type', file?.type ?? 'text/plain; charset=utf-8')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
  } else if (!file) {
    response.writeHead(404).end('There is no such page in this shop.\n')
  } else {
    const isPage = file.type.startsWith('text/html')
    response.end(isPage ? fillIn(file.body.toString(), new URLSearchParams(query), settings) : file.body)
  }
}

/** As strict as a careful shop's: no inline code, and nothing from elsewhere but Tilltrail. */
function contentSecurityPolicy({ tilltrailUrl }: DemoShopSettings): string {
  const tilltrail = new URL(tilltrailUrl).origin
  return [
    `default-src 'none'`,
    `script-src 'self' ${tilltrail}`,
    `img-src 'self' ${tilltrail}`,
    `connect-src ${tilltrail}`,
    `style-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** The order comes from the address, as a shop's template would take it from its database: what looks wrong is left out. */
function fillIn(page: string, query: URLSearchParams, { tilltrailUrl, shopId }: DemoShopSettings): string {
  const words: Record<string, string> = {
    TILLTRAIL_URL: tilltrailUrl.replace(/\/+$/, ''),
    SHOP_ID: shopId,
    ORDER_ID: /^[A-Za-z0-9-]{1,40}$/.exec(query.get('order') ?? '')?.[0] ?? '',
    ORDER_VALUE: /^\d{1,7}(\.\d\d)?$/.exec(query.get('value') ?? '')?.[0] ?? '',
  }
  return page.replaceAll(/\{\{([A-Z_]+)\}\}/g, (_, word: string) => escapeHtml(words[word] ?? ''))
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function listen(server: Server, { port, host }: DemoShopSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
