import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, type Shop } from '../talk.ts'

const outcomeLine = z.strictObject({
  row: z.number(),
  line: z.number(),
  outcome: z.enum(['created', 'unchanged', 'slug-taken', 'invalid']),
  shortUrl: z.string().nullable(),
  linkId: z.string().nullable(),
  errors: z.array(z.strictObject({ field: z.string(), column: z.string().nullable(), detail: z.string() })),
  notes: z.array(z.string()),
})
const summaryLine = z.strictObject({ summary: z.looseObject({ rows: z.number(), created: z.number() }) })

/** Files of links through HTTP. */
export function importContract(open: Open): void {
  it('imports a file row by row, which leads visitors on, and finds it again', async () => {
    const shop = await openShop(await open())
    const file = bitlyExport(shop, 300)
    const dry = await send(shop, '/links/import?dryRun=1', file)
    expect(dry.summary).toMatchObject({ dryRun: true, layout: 'bitly', rows: 300, created: 299, slugTaken: 1 })
    expect((await shop.items('/links')).items).toEqual([])
    const real = await send(shop, '/links/import', file)
    expect(real.summary).toEqual({ ...dry.summary, dryRun: false })
    expect(real.outcomes.map(({ row, outcome }) => [row, outcome])).toEqual(
      dry.outcomes.map(({ row, outcome }) => [row, outcome]),
    )
    const [made] = real.outcomes
    const link = await shop.get(`/links/${made?.linkId}`)
    expect(link.body).toMatchObject({
      shortUrl: made?.shortUrl,
      destination: 'https://shop.example/0?x=1',
      utm: { source: 'facebook', medium: 'social', campaign: 'jul' },
      createdAt: '2024-05-06T07:08:09.000Z',
    })
    const { status, location } = await shop.visit(`/${slugOf(shop, 0)}`)
    expect([status, location]).toEqual([302, expect.stringContaining('https://shop.example/0?x=1&utm_source=facebook')])
    const again = await send(shop, '/links/import', file)
    expect(again.summary).toMatchObject({ created: 0, unchanged: 299, slugTaken: 1 })
    expect((await shop.items('/campaigns')).items).toHaveLength(1)
  })

  it('shows how a file is understood, with its first rows', async () => {
    const shop = await openShop(await open())
    const file = 'Long URL;Link;Title\nhttps://shop.example;https://bit.ly/x;æ\n'
    const { status, body } = await post(shop, '/links/import/preview', file)
    expect([status, body]).toMatchObject([
      200,
      {
        layout: { id: 'bitly', name: 'Bitly', isForeign: true },
        delimiter: ';',
        columns: [
          { name: 'Long URL', field: 'destination' },
          { name: 'Link', field: 'shortUrl' },
          { name: 'Title', field: 'title' },
        ],
        rows: [['https://shop.example', 'https://bit.ly/x', 'æ']],
      },
    ])
    const unknown = await post(shop, '/links/import/preview?map=slug%3DWhat', 'Where,What\nx,y\n')
    expect(unknown.body).toMatchObject({
      layout: null,
      columns: [{ field: null }, { name: 'What', field: 'slug' }],
    })
  })

  it('takes the columns it is told, and a campaign and channel for rows without', async () => {
    const shop = await openShop(await open())
    const wishes = new URLSearchParams({ campaign: 'Påske', channel: 'blog', map: 'destination=Where' })
    const { outcomes } = await send(shop, `/links/import?${wishes}`, 'Where\nhttps://shop.example/a\n')
    const { body } = await shop.get(`/links/${outcomes[0]?.linkId}`)
    expect(body).toMatchObject({ channel: 'blog', utm: { campaign: 'Påske', source: 'blog' } })
  })

  it('refuses what is no file of links, naming what to do', async () => {
    const shop = await openShop(await open())
    const csv = { 'content-type': 'text/csv' }
    const table: readonly [number, string, string, Record<string, string>][] = [
      [400, '', '', csv],
      [400, '', 'a,b\n1,2\n', csv],
      [400, '?map=destination%3Dc', 'a,b\n1,2\n', csv],
      [400, '?from=excel', 'destination\nx', csv],
      [400, '?channel=pigeon', 'destination\nx', csv],
      [415, '', '{}', { 'content-type': 'application/json' }],
      [415, '', 'x', { 'content-type': 'multipart/form-data; boundary=x' }],
    ]
    for (const [status, query, body, headers] of table) {
      const refused = await shop.call('POST', `/api/v1/links/import${query}`, { body, headers })
      expect([query, refused.status, refused.headers.get('content-type')]).toEqual([
        query,
        status,
        'application/problem+json',
      ])
    }
    const key = { name: 'a reader', scopes: ['links:read'], shopId: shop.shopId }
    const made = z.object({ secret: z.string() }).parse((await shop.admin('POST', '/api/v1/keys', { body: key })).body)
    const headers = { ...csv, authorization: `Bearer ${made.secret}` }
    expect((await shop.call('POST', '/api/v1/links/import', { body: 'destination\nx', headers })).status).toBe(403)
  })
}

function slugOf(shop: Shop, at: number): string {
  return `${shop.shopId.replaceAll(/[^a-z0-9]/gi, '').slice(-8)}${at}`
}

/** The last row wants the slug of the first. */
function bitlyExport(shop: Shop, rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const back = at === rows - 1 ? slugOf(shop, 0).toUpperCase() : slugOf(shop, at)
    return `https://bit.ly/${back},https://shop.example/${at}?x=1&utm_source=facebook&utm_medium=social&utm_campaign=jul,2024-05-06T07:08:09+0000`
  })
  return ['link,long_url,created_at', ...lines].join('\r\n')
}

function post(shop: Shop, path: string, body: string) {
  return shop.call('POST', `/api/v1${path}`, { body, headers: { 'content-type': 'text/csv' } })
}

async function send(shop: Shop, path: string, file: string) {
  const { status, headers, text } = await post(shop, path, file)
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  const lines = text.trimEnd().split('\n')
  return {
    outcomes: lines.slice(0, -1).map((line) => outcomeLine.parse(JSON.parse(line))),
    summary: summaryLine.parse(JSON.parse(lines.at(-1) ?? '')).summary,
  }
}
