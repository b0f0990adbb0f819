import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DemoShop, startDemoShop } from '../../src/demo/shop-server.ts'

let shop: DemoShop

beforeAll(async () => {
  shop = await startDemoShop({ port: 0, host: '127.0.0.1', tilltrailUrl: 'http://localhost:8787/', shopId: 'a"b' })
})

afterAll(() => shop.stop())

it('puts the address of Tilltrail and the id of the shop into every page', async () => {
  for (const name of ['', 'product.html', 'basket.html', 'checkout.html', 'thank-you.html']) {
    const html = await (await fetch(shop.url + name)).text()
    expect(html).toContain('<script defer src="http://localhost:8787/till.js" data-shop="a&quot;b"></script>')
    expect(html).not.toContain('{{')
  }
})

it('lets pages load from Tilltrail and from nowhere else', async () => {
  const policy = (await fetch(shop.url)).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' http://localhost:8787;")
  expect(policy).not.toContain('unsafe')
})

it('prints the order of the address, and nothing that is not an order', async () => {
  const good = await (await fetch(`${shop.url}thank-you.html?order=FK-1&value=208.00`)).text()
  expect(good).toContain('order=FK-1&amp;value=208.00&amp;currency=NOK')
  const bad = await (await fetch(`${shop.url}thank-you.html?order=%3Cscript%3E&value=1e9`)).text()
  expect(bad).not.toContain('<script>')
  expect(bad).toContain('order=&amp;value=&amp;')
})

it('serves its own files only, whatever the address looks like', async () => {
  for (const path of ['/../shop-server.ts', '/..%2fshop-server.ts', '//etc/passwd', '/%', '/constructor', '/shop/']) {
    expect(await statusOf(`GET ${path} HTTP/1.1`)).toBe('404')
  }
  expect(await statusOf('GET /style.css?v=1 HTTP/1.1')).toBe('200')
  expect(await statusOf('POST / HTTP/1.1')).toBe('405')
})

it('fails to start where the port is taken', async () => {
  const port = Number(new URL(shop.url).port)
  const second = startDemoShop({ port, host: '127.0.0.1', tilltrailUrl: 'http://localhost:8787', shopId: 'shop-1' })
  await expect(second).rejects.toThrow('EADDRINUSE')
})

/** By hand, because fetch tidies an address before it sends it. */
function statusOf(requestLine: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1')
    socket.on('error', reject)
    socket.on('data', (bytes) => {
      resolve(String(bytes).split(' ')[1] ?? '')
      socket.destroy()
    })
    socket.write(`${requestLine}\r\nHost: shop\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
  })
}
