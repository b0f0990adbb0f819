import { describe, expect, it } from 'vitest'
import { makeTill, type Till } from '../make-till.ts'
import { wooOrder } from '../sign.ts'
import { runOrders } from './run.ts'

/** The runtime's clock stands at 12:00 in the shop; days before it are told by their date alone. */
const dayMs = 86_400_000

describe('a list with days only', () => {
  it.each(['the list last', 'the list first'])(
    'leaves an order the exact time of that day, and its credit, told with %s',
    async (turn) => {
      const till = await makeTill()
      const told = await eveningOrder(till)
      const list = () => runOrders(till.runtime, `orderId,occurredAt,value\nlate,${told.day},300\n`)
      if (turn === 'the list first') await list()
      await till.api({ event: 'purchase', orderId: 'late', value: '300.00', currency: 'NOK', ...told.sent })
      if (turn === 'the list last') await list()
      expect((await till.list('/api/v1/conversions'))[0]).toMatchObject({
        ...{ occurredAt: told.sent.occurredAt, clickNote: null, attributedTo: { linkId: till.link.id } },
      })
    },
  )

  it('takes the time of the order’s own click where that came after noon', async () => {
    const till = await makeTill()
    const { day, sent } = await eveningOrder(till)
    await runOrders(till.runtime, `orderId,occurredAt,value,click\nlate,${day},300,${sent.click}\n`)
    const [order] = await till.list('/api/v1/conversions')
    expect(order).toMatchObject({ clickNote: null, attributedTo: { linkId: till.link.id } })
  })

  it('takes today’s orders before noon, and refuses those of a day to come in words of a list', async () => {
    const till = await makeTill({ now: () => Date.parse('2026-11-22T06:00:00Z') })
    const { outcomes } = await runOrders(
      till.runtime,
      'orderId,occurredAt,value\na,2026-11-22,10\nb,2026-11-23,10\nc,2026-11-22 09:00,10\n',
    )
    expect(outcomes.map(({ outcome, errors }) => [outcome, errors[0]?.detail])).toEqual([
      ['stored', undefined],
      ['refused', expect.stringContaining('is yet to come')],
      ['refused', expect.stringContaining('is yet to come')],
    ])
    expect((await till.list('/api/v1/conversions'))[0]?.['occurredAt']).toBe('2026-11-22T06:00:00.000Z')
  })

  it('is compared with all that we have of its first and its last day', async () => {
    const till = await makeTill()
    const tell = (orderId: string, occurredAt: string) =>
      till.api({ event: 'purchase', orderId, value: '10', currency: 'NOK', occurredAt })
    await tell('before', '2026-11-09T22:59:59Z')
    await tell('morning', '2026-11-09T23:00:00Z')
    await tell('evening', '2026-11-12T22:59:59Z')
    await tell('after', '2026-11-12T23:00:00Z')
    const { outcomes, summary } = await runOrders(
      till.runtime,
      'orderId,occurredAt,value\na,2026-11-10,10\nb,2026-11-12,10\n',
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'lacking').map(({ orderId }) => orderId)).toEqual([
      'morning',
      'evening',
    ])
    expect([summary.period?.from.slice(0, 10), summary.period?.to.slice(0, 10)]).toEqual(['2026-11-10', '2026-11-12'])
  })
})

describe('an amount that differs', () => {
  it('is said to be changed by the list, or to stay where the shop system told it', async () => {
    const till = await makeTill()
    await till.setSecrets()
    await till.hook('woocommerce', wooOrder())
    const occurredAt = '2026-11-20T13:00:00Z'
    await till.api({ event: 'purchase', orderId: 'ours', value: '1000', currency: 'NOK', occurredAt })
    await till.api({ event: 'purchase', orderId: 'same', value: '5', currency: 'NOK', occurredAt })
    await till.api({ event: 'purchase', orderId: 'unpaid', value: '5', currency: 'NOK', occurredAt })
    const file = [
      ...['orderId,occurredAt,value,status', 'ours,2026-11-20 14:00,1300,paid', '727,2026-11-22 11:30,480,paid'],
      ...['same,2026-11-20 14:00,5,paid', 'unpaid,2026-11-20 14:00,5,pending', ''],
    ].join('\n')
    for (const dryRun of [true, false]) {
      const { outcomes, summary } = await runOrders(till.runtime, file, { dryRun })
      expect(outcomes.map(({ orderId, difference, isChanged }) => [orderId, difference, isChanged])).toEqual([
        ['ours', 'amount', true],
        ['727', 'amount', false],
        ['same', null, false],
        ['unpaid', 'unpaid', false],
      ])
      expect(summary).toMatchObject({ differing: 3, changed: 1 })
    }
    const values = await till.list('/api/v1/conversions')
    expect(values.map(({ orderId, value }) => [orderId, value])).toEqual([
      ['unpaid', '5.00'],
      ['same', '5.00'],
      ['ours', '1300.00'],
      ['727', '499.50'],
    ])
  })
})

/** Made at 23:58 of the day before yesterday on the shop's clock, four minutes after its click. */
async function eveningOrder(till: Till) {
  const occurredAt = '2026-11-20T22:58:00.000Z'
  const click = await till.click(till.runtime.now() - Date.parse(occurredAt) + 4 * 60_000)
  expect(till.runtime.now() - Date.parse(occurredAt)).toBeLessThan(3 * dayMs)
  return { day: '2026-11-20', sent: { occurredAt, click } }
}
