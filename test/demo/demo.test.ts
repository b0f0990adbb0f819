import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { type Demo, startDemo } from '../../src/demo/demo.ts'
import { demoOwner } from '../../src/demo/fill.ts'
import { adminKey, makeFolder } from '../make.ts'

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

describe('npm run demo', () => {
  it('answers for a shop with a past, and counts what happens in the demo shop', async () => {
    const demo = await startSmall()
    try {
      const before = await ordersOf(demo)
      const click = await fetch(onThisMachine(demo, demo.tryUrl), {
        redirect: 'manual',
        headers: { 'user-agent': safari },
      })
      const landing = new URL(click.headers.get('location') ?? '')
      expect(landing.origin).toBe(new URL(demo.shop.url).origin)
      const page = await (await fetch(landing)).text()
      expect(page).toContain(`src="${demo.running.runtime.publicUrl}/till.js" data-shop="shop-1"`)
      const order = { event: 'purchase', order: 'TOUR-1', value: '408.00', currency: 'NOK' }
      const query = new URLSearchParams({ ...order, click: landing.searchParams.get('till') ?? '' })
      const pixel = await fetch(`${demo.running.url}/till.gif?${query.toString()}`)
      expect(pixel.headers.get('x-tilltrail')).toBe('ok')
      expect(await ordersOf(demo)).toBe(before + 1)
    } finally {
      await demo.stop()
    }
  }, 30_000)

  it('has a ready-made sign-in', async () => {
    const demo = await startSmall()
    try {
      const { email, password } = demoOwner
      const headers = { 'content-type': 'application/json', origin: demo.running.url }
      const body = JSON.stringify({ email, password })
      expect((await fetch(`${demo.running.url}/api/v1/session`, { method: 'POST', headers, body })).status).toBe(201)
      expect(demo.running.setupUrl).toBeUndefined()
    } finally {
      await demo.stop()
    }
  }, 30_000)

  it('says which port is taken before it fills anything', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      }),
    )
    try {
      await expect(startSmall(String(port))).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`)
    } finally {
      other.close()
    }
  })
})

function startSmall(PORT = '0'): Promise<Demo> {
  const config = readConfig({ PORT, DATA_DIR: makeFolder(), ADMIN_API_KEY: adminKey, LOG_LEVEL: 'error' })
  return startDemo(config, { seed: 1, now: Date.now(), size: 'small' })
}

/** Of the post that the printed short link belongs to. */
async function ordersOf(demo: Demo): Promise<number> {
  const headers = { authorization: `Bearer ${adminKey}` }
  const answer = await fetch(`${demo.running.url}/api/v1/reports/summary?by=link`, { headers })
  const { rows } = z
    .object({ rows: z.array(z.object({ label: z.string(), orders: z.number() })) })
    .parse(await answer.json())
  return rows.find(({ label }) => demo.tryUrl.endsWith(`/${label}`))?.orders ?? 0
}

/** `localhost` may mean ::1, where nobody listens. */
function onThisMachine(demo: Demo, url: string): string {
  return url.replace(demo.running.runtime.publicUrl, demo.running.url)
}
