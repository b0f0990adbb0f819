import { expect, it } from 'vitest'
import { tellOrderError } from '../../../src/conversions/import/outcome.ts'
import { makeTill } from '../make-till.ts'
import { runOrders } from './run.ts'

it('says what a list leaves open by the names that wishes have where it is read', async () => {
  const till = await makeTill()
  const file = [
    ...['orderId,occurredAt,value,status', '1,11/12/2026,10,paid', '2,2026-11-20,1.234,paid', '3,2026-11-20,5,Hentet'],
    ...['4,2026-11-20,$5,paid', ''],
  ].join('\n')
  const { outcomes } = await runOrders(till.runtime, file)
  const remedies = (place: 'api' | 'cli' | 'page') =>
    outcomes.flatMap(({ errors }) => errors.map((error) => tellOrderError(error, place).replace(/^.*?”/, '')))
  expect(remedies('api')).toEqual([
    ' may be one of two days: say dates=day-first or dates=month-first.',
    ' may mean thousands or decimals: say which sign stands before the decimals, decimals=point or decimals=comma.',
    " isn't known: say what it means, status=Hentet=paid (or unpaid, ended, refunded), or leave the column out with map status=.",
    ': which currency is that? Name the column with its code, such as currency=COLUMN.',
  ])
  expect(remedies('cli')).toEqual([
    ' may be one of two days: say --dates day-first or --dates month-first.',
    ' may mean thousands or decimals: say which sign stands before the decimals, --decimals point or --decimals comma.',
    ` isn't known: say what it means, --status "Hentet=paid" (or unpaid, ended, refunded), or leave the column out with --map status=.`,
    ': which currency is that? Name the column with its code, such as --map currency=COLUMN.',
  ])
  expect(remedies('page').join()).not.toMatch(/decimals=|dates=|status=|map |currency=/)
})
