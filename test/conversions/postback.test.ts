import { describe, expect, it } from 'vitest'
import { statement } from '../../src/storage/database.ts'
import { makeTill, textOf } from './make-till.ts'

async function makeNetwork() {
  const till = await makeTill()
  const made = await till.call('PUT', '/api/v1/shops/shop-1/sources/postback', { body: {} })
  const { pathname } = new URL(textOf(made.body.url))
  const tell = async (query: string, init: RequestInit = {}) => {
    const answer = await till.app.request(`${pathname}?${query}`, init)
    return { status: answer.status, outcome: answer.headers.get('x-tilltrail'), text: await answer.text() }
  }
  return { till, tell, pathname, click: await till.click() }
}

const amounts = 'select event, order_id as orderId, value, currency from conversions order by number'

it.each(['clickid', 'click_id', 'click-id', 'cid', 'subid', 'sub_id', 'aff_sub', 'till', 'CLICKID'])(
  'takes the click by the name %s',
  async (name) => {
    const { till, tell, click } = await makeNetwork()
    expect(await tell(`${name}=${click}&txid=7&payout=12.5&currency=eur`)).toEqual({
      status: 200,
      outcome: 'ok',
      text: '',
    })
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { event: 'purchase', orderId: '7', value: '12.50', currency: 'EUR', attributedTo: { linkId: till.link.id } },
    ])
  },
)

it.each([
  ['tid=7&revenue=1', '7'],
  ['order_id=7&amount=1', '7'],
  ['transaction_id=7&sum=1', '7'],
  ['orderid=7&price=1', '7'],
])('knows %s by other names', async (query, orderId) => {
  const { till, tell } = await makeNetwork()
  expect((await tell(`${query}&currency=NOK`)).status).toBe(200)
  expect(await till.list('/api/v1/conversions')).toMatchObject([{ orderId, value: '1.00' }])
})

it('takes a form and JSON as well, and what stands in the address beside them', async () => {
  const { till, tell, click } = await makeNetwork()
  const form = { method: 'POST', body: new URLSearchParams({ txid: '1', payout: '5' }) }
  expect((await tell(`currency=NOK&clickid=${click}`, form)).status).toBe(200)
  const json = { method: 'POST', body: JSON.stringify({ txid: 2, payout: 5.5, currency: 'NOK', more: { a: 1 } }) }
  expect((await tell('', json)).status).toBe(200)
  expect(await till.list('/api/v1/conversions')).toMatchObject([
    { orderId: '2', value: '5.50' },
    { orderId: '1', value: '5.00', attributedTo: { linkId: till.link.id } },
  ])
})

it('brings a transaction up to date, and counts it once', async () => {
  const { till, tell, click } = await makeNetwork()
  const later = () => (till.runtime.clock.now += 1000)
  await tell(`clickid=${click}&txid=1&payout=5&currency=NOK&status=approved`)
  later()
  await tell(`clickid=${click}&txid=1&payout=7&currency=NOK&status=approved`)
  later()
  await tell(`clickid=${click}&txid=1&payout=7&currency=NOK&status=approved`)
  expect(await till.list('/api/v1/conversions')).toMatchObject([
    { value: '7.00', sources: [{ told: 3, value: '7.00' }] },
  ])
})

it('without a transaction counts one for each click and event', async () => {
  const { till, tell, click } = await makeNetwork()
  for (const event of ['sale', 'lead', 'registration', 'sale', 'lead'])
    await tell(`clickid=${click}&event=${event}&status=${event === 'lead' ? 'lead' : 'approved'}&payout=1&currency=NOK`)
  await tell(`clickid=${await till.click(90_000)}&payout=1&currency=NOK`)
  expect((await till.list('/api/v1/conversions')).map(({ event }) => event)).toEqual([
    'purchase',
    'registration',
    'lead',
    'purchase',
  ])
  expect((await tell('payout=1&currency=NOK')).status).toBe(400)
})

describe('a status', () => {
  it.each([
    ...['lead', 'hold', 'pending', 'HOLD'].map((status) => [status, 'lead']),
    ...['approved', 'confirmed', 'paid', 'sale'].map((status) => [status, 'purchase']),
  ])('%s makes a %s', async (status, event) => {
    const { till, tell } = await makeNetwork()
    await tell(`txid=1&payout=5&currency=NOK&status=${status}`)
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ event }])
  })

  it.each(['rejected', 'reversed', 'chargeback'])(
    '%s takes back what was told, once, and says nothing where nothing was',
    async (status) => {
      const { till, tell } = await makeNetwork()
      expect(await tell(`txid=1&status=${status}&payout=5&currency=NOK`)).toMatchObject({
        status: 200,
        outcome: 'ignored',
      })
      await tell('txid=1&payout=5&currency=NOK&status=approved')
      expect(await tell(`txid=1&status=${status}`)).toMatchObject({ status: 200, outcome: 'ok' })
      await tell(`txid=1&status=${status}&payout=5&currency=NOK`)
      expect(await till.runtime.database.all(statement(amounts))).toEqual([
        { event: 'purchase', orderId: '1', value: 500, currency: 'NOK' },
        { event: 'refund', orderId: '1', value: 500, currency: 'NOK' },
      ])
    },
  )

  it('means what the address says it means', async () => {
    const { till, tell } = await makeNetwork()
    const own = 'sale_status=ok,1&lead_status=approved&rejected_status=no'
    await tell(`${own}&txid=1&payout=5&currency=NOK&status=1`)
    await tell(`${own}&txid=2&status=approved`)
    await tell(`${own}&txid=1&status=no`)
    expect((await till.list('/api/v1/conversions')).map(({ event }) => event)).toEqual(['refund', 'lead', 'purchase'])
  })

  it('that nobody knows is refused, and says what to do', async () => {
    const { till, tell } = await makeNetwork()
    const refused = await tell('txid=1&payout=5&currency=NOK&status=aproved')
    expect(refused).toMatchObject({ status: 400 })
    expect(refused.text).toContain('Did you mean approved?')
    expect(await till.list('/api/v1/quarantine')).toMatchObject([{ source: 'postback', reason: 'bad-field' }])
  })
})

it.each(['{clickid}', '<orderid>', '[click_id]', '#s2#', '%7Bclickid%7D', '${CLICK}', '__CLICK_ID__', '%CLICK%'])(
  'refuses %s, which a network left as it stands, and keeps it',
  async (value) => {
    const { till, tell } = await makeNetwork()
    const refused = await tell(`clickid=${encodeURIComponent(value)}&txid=1&payout=5&currency=NOK`)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain("didn't fill in its placeholder")
    expect(await till.list('/api/v1/quarantine')).toHaveLength(1)
    expect(await till.list('/api/v1/conversions')).toEqual([])
    expect((await tell(`clickid=&unused=${encodeURIComponent(value)}&txid=1&payout=5&currency=NOK`)).status).toBe(200)
  },
)

it('asks for the currency rather than guessing it', async () => {
  const { tell } = await makeNetwork()
  const refused = await tell('txid=1&payout=5')
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('?currency=EUR')])
})

it('is kept with its address, and counts when it is replayed', async () => {
  const { till, tell, pathname } = await makeNetwork()
  const sent = { method: 'POST', body: 'txid=1&payout=5' }
  await tell('currency=NOK&status=frozen', sent)
  const [kept] = await till.list('/api/v1/quarantine')
  await till.runtime.database.batch([
    statement("update quarantine set envelope = replace(envelope, 'frozen', 'approved')"),
  ])
  const replayed = await till.call('POST', `/api/v1/quarantine/${textOf(kept?.id)}/replay`)
  expect(replayed.body).toMatchObject({ outcome: 'stored' })
  expect((await till.app.request(pathname, { method: 'HEAD' })).status).toBe(200)
  expect(await till.list('/api/v1/conversions')).toHaveLength(1)
  expect((await tell('', { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413)
})
