import * as z from 'zod'
import { expect, it } from 'vitest'
import { localDay, showDay } from '../../../src/shops/calendar.ts'
import { type Open, openShop, problemAnswer } from '../talk.ts'

const paths = ['clicks.ndjson', 'clicks.csv', 'conversions.ndjson', 'conversions.csv']

export function exportContract(open: Open): void {
  it('exports the orders of the days asked for, in the shop’s time zone, both days included', async () => {
    const shop = await openShop(await open(), { timeZone: 'Pacific/Auckland' })
    const times = ['2025-03-09T10:59:59Z', '2025-03-09T11:00:00Z', '2025-03-11T10:59:59Z', '2025-03-11T11:00:00Z']
    for (const [index, occurredAt] of times.entries()) {
      const order = { event: 'purchase', orderId: `o-${index}`, value: '10', currency: 'NOK', occurredAt }
      expect((await shop.post('/conversions', order)).status).toBe(201)
    }
    const lines = async (query: string) => linesOf((await shop.get(`/export/conversions.ndjson?${query}`)).text)
    const orders = async (query: string) => (await lines(query)).map(({ orderId }) => orderId)
    expect(await orders('from=2025-03-10&to=2025-03-11')).toEqual(['o-2', 'o-1'])
    expect(await orders('from=2025-03-11')).toEqual(['o-3', 'o-2'])
    expect(await orders('to=2025-03-10')).toEqual(['o-1', 'o-0'])
    expect(await orders('from=2025-04-01&to=2025-04-01')).toEqual([])
    expect(await orders('')).toHaveLength(4)
    const rows = (await shop.get('/export/conversions.csv?from=2025-03-10&to=2025-03-10')).text.trimEnd().split('\r\n')
    expect(rows.slice(1)).toEqual([expect.stringContaining('"o-1"')])
  })

  it('exports the clicks of the days asked for', async () => {
    const shop = await openShop(await open(), { timeZone: 'Pacific/Auckland' })
    const link = await shop.link()
    await shop.visit(`/${link.slug}`)
    const [click] = linesOf((await shop.get('/export/clicks.ndjson')).text)
    const day = localDay(Date.parse(click?.at ?? ''), 'Pacific/Auckland')
    const count = async (query: string) => linesOf((await shop.get(`/export/clicks.ndjson?${query}`)).text).length
    const [before, on, after] = [showDay(day - 1), showDay(day), showDay(day + 1)]
    expect(await count(`from=${on}&to=${on}`)).toBe(1)
    expect([await count(`from=${on}`), await count(`to=${on}`)]).toEqual([1, 1])
    expect([await count(`from=${after}`), await count(`to=${before}`)]).toEqual([0, 0])
    const rows = (await shop.get(`/export/clicks.csv?from=${before}&to=${on}`)).text.trimEnd().split('\r\n')
    expect(rows).toHaveLength(2)
  })

  it.each(['from=2026-02-30', 'to=yesterday', 'from=2026-02-02&to=2026-02-01', 'form=2026-01-01'])(
    'an export asked by %s is a 400 that names it',
    async (query) => {
      const shop = await openShop(await open())
      for (const path of paths) {
        const { status, body } = await shop.get(`/export/${path}?${query}`)
        expect([path, status]).toEqual([path, 400])
        expect(problemAnswer.parse(body).errors[0]?.pointer).toBe(`/${query.split('=')[0]}`)
      }
    },
  )

  it('tells of the days in the description of the API', async () => {
    const served = await open()
    const described = z
      .looseObject({ paths: z.record(z.string(), z.looseObject({ get: z.looseObject({}).optional() })) })
      .parse(await (await served.fetch('/openapi.json')).json())
    for (const path of paths) {
      const text = JSON.stringify(described.paths[`/export/${path}`]?.get ?? described.paths[`/api/v1/export/${path}`])
      expect([path, text]).toEqual([path, expect.stringContaining('"name":"from"')])
      expect(text).toContain('The last day, included')
    }
  })
}

function linesOf(text: string) {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => exported.parse(JSON.parse(line)))
}

const exported = z.looseObject({ at: z.string().optional(), orderId: z.string().nullish() })
