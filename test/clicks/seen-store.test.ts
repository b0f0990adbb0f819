import { expect, it } from 'vitest'
import { forgetSeen } from '../../src/clicks/seen-store.ts'
import { insertClick } from '../../src/clicks/store.ts'
import { tasks } from '../../src/flow.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick } from './make-click.ts'

const today = Math.floor(noon / dayMs)
const daysOf = async (runtime: Awaited<ReturnType<typeof makeRuntime>>) =>
  (await read(runtime.database, 'select distinct day from seen_today order by day')).map((row) =>
    row && typeof row === 'object' && 'day' in row ? Number(row.day) - today : undefined,
  )

it('forgets days on which nobody clicks any more, in portions, and the others never', async () => {
  const runtime = await makeRuntime()
  const { database } = runtime
  for (const ago of [40, 3, 2, 1, 0, -1])
    await database.batch([1, 2, 3].flatMap((visitor) => insertClick(makeClick({ day: today - ago, visitor }))))
  // Three visitors, five scopes each, two days.
  expect(await forgetSeen(database, today - 2, 20)).toBe(20)
  expect(await forgetSeen(database, today - 2, 20)).toBe(10)
  expect(await forgetSeen(database, today - 2, 20)).toBe(0)
  expect(await daysOf(runtime)).toEqual([-2, -1, 0, 1])
})

it('is forgotten by the clock', async () => {
  const runtime = await makeRuntime()
  for (const ago of [9, 0])
    await runtime.database.batch(insertClick(makeClick({ day: today - ago, at: noon - ago * dayMs })))
  for (const task of tasks) while (await task.run(runtime)) continue
  expect(await daysOf(runtime)).toEqual([0])
})
