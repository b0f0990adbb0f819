import { expect, it } from 'vitest'
import * as z from 'zod'
import { joinSummaries } from '../../../src/conversions/import/join.ts'
import { type Open, openShop, type Shop } from '../talk.ts'

const sum = z.object({
  orders: z.number(),
  amounts: z.array(z.object({ value: z.string(), currency: z.string() })).readonly(),
})
const summaryShape = z.strictObject({
  ...{ dryRun: z.boolean(), layout: z.string(), orders: z.number(), stored: z.number(), merged: z.number() },
  ...{ duplicate: z.number(), skipped: z.number(), refused: z.number(), refunds: z.number() },
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  ...{ unseen: sum, lacking: sum, differing: z.number(), changed: z.number() },
})
const summaryLine = z.strictObject({
  summary: summaryShape,
  nextRow: z.number().nullable(),
})
const outcomeLine = z.looseObject({ orderId: z.string().nullable(), outcome: z.string(), errors: z.array(z.json()) })

/** Lists of orders through HTTP. */
export function orderImportContract(open: Open): void {
  it('takes in a list of orders, compares it, and finds it again; a dry run says the same and stores nothing', async () => {
    const shop = await openShop(await open())
    const file = exportOf(60)
    const dry = await send(shop, '/conversions/import?dryRun=1', file)
    expect(dry.summary).toMatchObject({
      dryRun: true,
      layout: 'shopify',
      orders: 61,
      stored: 60,
      refused: 1,
      refunds: 1,
    })
    expect((await shop.items('/conversions')).items).toEqual([])
    const real = await send(shop, '/conversions/import', file)
    expect(real.summary).toEqual({ ...dry.summary, dryRun: false })
    const [newest] = (await shop.items('/conversions?event=refund')).items
    expect(newest).toMatchObject({ orderId: '5900000000007', value: '5.00', sources: [{ source: 'import' }] })
    const again = await send(shop, '/conversions/import', file)
    expect(again.summary).toMatchObject({ stored: 0, duplicate: 60, refunds: 0, unseen: { orders: 0 } })
    const part = await send(shop, '/conversions/import?dryRun=1', withoutOrder(file, '#1003'))
    expect(part.outcomes.filter(({ outcome }) => outcome === 'lacking')).toMatchObject([{ orderId: '5900000000003' }])
  })

  it('takes the file of a form, and shows how a file is understood', async () => {
    const shop = await openShop(await open())
    const part = 'content-disposition: form-data; name="file"; filename="orders.csv"\r\ncontent-type: text/csv'
    const { status: code, text } = await shop.call('POST', '/api/v1/conversions/import?dryRun=1', {
      headers: { 'content-type': 'multipart/form-data; boundary=till' },
      body: `--till\r\n${part}\r\n\r\n${exportOf(2)}\r\n--till--\r\n`,
    })
    expect([code, text]).toEqual([200, expect.stringContaining('"stored":2')])
    const { status, body } = await post(
      shop,
      '/conversions/import/preview',
      'Ordrenr;Dato;Beløp;Note\n1;20.11.2026;10;x\n',
    )
    expect([status, body]).toMatchObject([
      200,
      {
        layout: { id: 'csv' },
        columns: [{ field: 'orderId' }, { field: 'occurredAt' }, { field: 'value' }, { name: 'Note', field: null }],
        rows: [['1', '20.11.2026', '10', 'x']],
      },
    ])
  })

  it('says what is wrong with a file, with the remedy', async () => {
    const shop = await openShop(await open())
    const table: readonly [number, RegExp, string, string][] = [
      [400, /value=COLUMN/, '/conversions/import', 'Ordrenr;Dato\n1;20.11.2026\n'],
      [400, /Did you mean orderId/, '/conversions/import?map=oderId=A', 'A,B\n1,2\n'],
      [400, /This is no export of Shopify/, '/conversions/import?from=shopify', 'orderId,date,value\n'],
      [400, /such as orderId,occurredAt,value/, '/conversions/import', ''],
      [400, /such as orderId,occurredAt,value/, '/conversions/import/preview', '\n'],
      [400, /orders to \/conversions\/batch/, '/conversions/import', '[{}]'],
      [400, /Sendt=paid/, '/conversions/import?status=sent', 'orderId,date,value\n'],
    ]
    for (const [code, words, path, file] of table) {
      const { status, body } = await post(shop, path, file)
      expect([path, status, JSON.stringify(body)]).toEqual([path, code, expect.stringMatching(words)])
    }
  })
}

/** Orders of Shopify, the seventh given back in part, two rows each; one has no time. */
function exportOf(orders: number): string {
  const lines = Array.from({ length: orders }, (_, at) => {
    const given = at === 7 ? '5.00' : ''
    const id = `59000000${String(at).padStart(5, '0')}`
    const at8 = new Date(Date.UTC(2026, 9, 1, 8, at)).toISOString().slice(0, 19).replace('T', ' ')
    return [`#${1000 + at},paid,NOK,${at + 10}.00,${at8} +0000,Socks,${given},${id}`, `#${1000 + at},,,,,Hat,,`].join(
      '\n',
    )
  })
  const odd = orders > 50 ? ['#9999,paid,NOK,1.00,soon,Socks,,5999999999999'] : []
  const header = 'Name,Financial Status,Currency,Total,Created at,Lineitem name,Refunded Amount,Id'
  return [header, ...lines, ...odd, ''].join('\n')
}

function withoutOrder(file: string, name: string): string {
  return file
    .split('\n')
    .filter((line) => !line.startsWith(`${name},`))
    .join('\n')
}

function post(shop: Shop, path: string, body: string) {
  return shop.call('POST', `/api/v1${path}`, { body, headers: { 'content-type': 'text/csv' } })
}

/** Sends a file, on Workers again from where each call ended, as clients do. */
async function send(shop: Shop, path: string, file: string) {
  const outcomes: z.output<typeof outcomeLine>[] = []
  let [summary, fromRow]: [z.output<typeof summaryShape> | undefined, number | null] = [undefined, 1]
  while (fromRow !== null) {
    const from: string = `${path}${path.includes('?') ? '&' : '?'}fromRow=${fromRow}`
    const { status, headers, text } = await post(shop, from, file)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
    const lines = text.trimEnd().split('\n')
    outcomes.push(...lines.slice(0, -1).map((line) => outcomeLine.parse(JSON.parse(line))))
    const called = summaryLine.parse(JSON.parse(lines.at(-1) ?? ''))
    summary = summary ? joinSummaries(summary, called.summary) : called.summary
    fromRow = called.nextRow
  }
  if (!summary) throw new Error('no call was made')
  return { outcomes, summary }
}
