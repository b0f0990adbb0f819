import { expect, it } from 'vitest'
import { readSpending } from '../../src/platforms/cost.ts'

it('hours of work fit into their days', () => {
  const read = (hours: number, to: string) => readSpending({ hours, from: '2026-11-21', to }, 'NOK').hours
  expect([read(24, '2026-11-21'), read(48, '2026-11-22')]).toEqual([24, 48])
  expect(() => read(24.5, '2026-11-21')).toThrow(
    expect.objectContaining({
      status: 400,
      errors: [{ pointer: '/hours', detail: expect.stringContaining('24 at most') }],
    }),
  )
})
