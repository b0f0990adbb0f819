import { expect, it } from 'vitest'
import { blockOf, createPingLimit } from '../../src/conversions/ping-limit.ts'
import { makePurchase, makeTill, textOf } from './make-till.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('counts %s as %s', (address, block) => {
  expect(blockOf(address)).toBe(block)
})

it('takes 60 orders a minute and 600 an hour by a link, and ten times as many steps', () => {
  const limit = createPingLimit()
  const taken = (event: string, now: number, link = 1) => {
    let count = 0
    while (count < 10_000 && limit.takesLink(link, event, now)) count++
    return count
  }
  expect(taken('purchase', 0)).toBe(60)
  expect(taken('lead', 59_999)).toBe(0)
  expect(taken('add_to_cart', 59_999)).toBe(600)
  expect(taken('purchase', 0, 2)).toBe(60)
  const hour = Array.from({ length: 59 }, (_, minute) => taken('purchase', (minute + 1) * 60_000))
  expect(hour.reduce((sum, one) => sum + one, 60)).toBe(600)
  expect(taken('purchase', 3_600_000)).toBe(60)
})

it('keeps what browsers tell beyond it in the quarantine, to be replayed; who has a key has no such limit', async () => {
  const till = await makeTill()
  const tell = async (count: number, prefix: string) => {
    for (let index = 0; index < count; index++)
      await till.app.request('/e', {
        method: 'POST',
        headers: { 'x-forwarded-for': `198.51.100.${index}` },
        body: JSON.stringify(makePurchase({ orderId: `${prefix}${index}`, click: await till.click() })),
      })
  }
  await tell(62, 's')
  const held = await till.list('/api/v1/quarantine?reason=link-limit')
  expect(held).toHaveLength(2)
  expect(held[0]).toMatchObject({ source: 'script', detail: expect.stringContaining('too many') })
  const told = await till.api(makePurchase({ orderId: 'a', click: await till.click() }))
  expect(told.body).toMatchObject({ outcome: 'stored', attributedTo: { linkId: till.link.id } })
  const replayed = await till.call('POST', `/api/v1/quarantine/${textOf(held[0]?.['id'])}/replay`)
  expect(replayed.body).toMatchObject({ outcome: 'stored', attributedTo: { linkId: till.link.id } })
  till.runtime.clock.now += 60_000
  await tell(1, 't')
  expect(await till.list('/api/v1/quarantine?reason=link-limit')).toHaveLength(2)
}, 30_000)
