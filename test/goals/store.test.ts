import { expect, it } from 'vitest'
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
