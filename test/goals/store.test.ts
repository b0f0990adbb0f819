import { expect, it } from 'vitest'
import { markCelebrated, markReached, readMarks } from '../../src/goals/reviews-store.ts'
import { createGoal, findGoal, updateGoal } from '../../src/goals/store.ts'
import { makeRuntime } from '../make.ts'

const draft = { name: 'Salg', metric: 'orders', target: 10, from: '2026-11-01', to: '2026-11-30', main: true }

it('keeps what others changed since the goal was read', async () => {
  const { database } = await makeRuntime()
  const read = await createGoal(database, 'shop-1', { ...draft, purpose: 'Selge' }, 0)
  const changes = [
    { target: 20 },
    { main: false },
    { scope: { channel: 'x' } },
    { purpose: null },
    { owner: 'Kari' },
    {},
  ] as const
  for (const change of changes) await updateGoal(database, read, change)
  const changed = { target: 20, main: false, scope: { channel: 'x' }, purpose: null, owner: 'Kari' }
  expect(await findGoal(database, read.id)).toEqual({ ...read, ...changed })
})

it('is reached and celebrated anew with another target, metric or day', async () => {
  const { database } = await makeRuntime()
  const goal = await createGoal(database, 'shop-1', draft, 0)
  const marksAfter = async (change: Parameters<typeof updateGoal>[2]) => {
    await markReached(database, goal, 5)
    await markCelebrated(database, goal, 6)
    await updateGoal(database, goal, change)
    const { reachedAt, celebratedAt } = (await readMarks(database, [goal])).get(goal.id) ?? {}
    return [reachedAt, celebratedAt]
  }
  for (const change of [{ target: 20 }, { metric: 'leads' }, { from: '2026-11-02' }, { to: '2026-12-01' }])
    expect(await marksAfter(change)).toEqual([null, null])
  for (const change of [{ name: 'More' }, { target: 10, from: draft.from }])
    expect(await marksAfter(change)).toEqual([5, 6])
})
