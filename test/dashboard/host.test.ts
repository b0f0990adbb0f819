import { expect, it } from 'vitest'
import { toHost } from '../../src/dashboard/parts/host.ts'

it.each([
  ['https://www.Shop.example/nb/?a=b#c', 'www.shop.example'],
  ['shop.example', 'shop.example'],
  ['*.shop.example', '*.shop.example'],
  ['http://localhost:3000/', 'localhost:3000'],
  ['https://user:secret@shop.example', 'shop.example'],
  ['   ', ''],
])('the host of %j is %j', (pasted, host) => {
  expect(toHost(pasted)).toBe(host)
})
