import { expect, it } from 'vitest'
import { readableDetail } from '../../src/dashboard/pages/orders/quarantined-detail.ts'

it.each([
  ['/shopId: is not a shop of yours.', 'shopId: is not a shop of yours.'],
  ['body: is not valid JSON: send one object in UTF-8.', 'is not valid JSON: send one object in UTF-8.'],
  ['/value: is missing. /items/0/id: must be text.', 'value: is missing. items 0 id: must be text.'],
  [
    '/url: must begin with https://shop.example/a: see there.',
    'url: must begin with https://shop.example/a: see there.',
  ],
])('%j reads %j', (detail, readable) => expect(readableDetail(detail)).toBe(readable))
