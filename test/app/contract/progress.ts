import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, type Shop } from '../talk.ts'

export function progressContract(open: Open): void {
  it.each(['summary?by=browser&channel=instagram', 'heat-map?device=mobile'])(
    'tells how far it is with %s, and last the same report',
    async (path) => {
      const shop = await openShop(await open())
      const link = await shop.link()
      for (let click = 0; click < 3; click++) await shop.visit(`/${link.slug}`)
      const { lines, type } = await readLines(shop, path)
      expect(type).toBe('application/x-ndjson')
      const told = lines.slice(0, -1).map((line) => progressLine.parse(line))
      const of = told[0]?.of ?? 0
      // Other shops' clicks of the same days are read past.
      expect(of).toBeGreaterThanOrEqual(3)
      expect([told[0], told.at(-1)]).toEqual([
        { progress: 0, read: 0, of },
        { progress: 1, read: of, of },
      ])
      const { status, body } = await shop.get(`/reports/${path}`)
      expect([status, lines.at(-1)]).toEqual([200, { report: body }])
    },
  )

  it('says the report alone where sums tell it', async () => {
    const shop = await openShop(await open())
    for (const path of ['summary', 'heat-map']) {
      const { body } = await shop.get(`/reports/${path}`)
      expect((await readLines(shop, path)).lines).toEqual([{ report: body }])
    }
  })

  it('refuses with a status of its own, as without lines', async () => {
    const shop = await openShop(await open())
    for (const path of ['/reports/heat-map?post=post_nobody', '/reports/summary?from=nonsense']) {
      const [refused, plain] = [await shop.call('GET', `/api/v1${path}`, { headers: accept }), await shop.get(path)]
      expect([refused.status, refused.body]).toEqual([400, plain.body])
    }
  })
}

const accept = { accept: 'application/x-ndjson' }
const progressLine = z.strictObject({ progress: z.number(), read: z.number(), of: z.number() })

async function readLines(shop: Shop, path: string) {
  const { headers, text } = await shop.call('GET', `/api/v1/reports/${path}`, { headers: accept })
  const lines = text.trimEnd().split('\n')
  return { type: headers.get('content-type'), lines: lines.map((line) => z.json().parse(JSON.parse(line))) }
}
