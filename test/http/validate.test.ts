import { expect, it } from 'vitest'
import * as z from 'zod'
import { Problem } from '../../src/http/problem.ts'
import { parseBody } from '../../src/http/validate.ts'

const schema = z.strictObject({
  name: z.string('is missing').optional(),
  tags: z.array(z.string('is no text')).optional(),
})

function errorsOf(body: unknown) {
  try {
    parseBody(schema, body)
  } catch (error) {
    if (error instanceof Problem) return error.errors
    throw error
  }
  return []
}

it('names twenty faults at most and counts the rest, however many there are', () => {
  const unknown = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`f${index}`, 1]))
  for (const body of [unknown, { tags: Array(40_000).fill(1) }]) {
    const errors = errorsOf(body)
    expect(errors).toHaveLength(21)
    expect(errors.at(-1)).toEqual({ pointer: '', detail: 'and 39980 more like these.' })
    expect(JSON.stringify(errors).length).toBeLessThan(3000)
  }
  expect(errorsOf(Object.fromEntries(Object.entries(unknown).slice(0, 20)))).toHaveLength(20)
})

it('cuts the names of fields', () => {
  const [fault] = errorsOf({ ['n'.repeat(100_000)]: 1 })
  expect(fault?.pointer).toBe(`/${'n'.repeat(63)}…`)
  expect(fault?.detail.length).toBeLessThan(200)
  const [whole] = errorsOf({ ['n'.repeat(64)]: 1 })
  expect(whole?.pointer).toBe(`/${'n'.repeat(64)}`)
})

it('points as RFC 6901 has it', () => {
  expect(errorsOf({ 'a/b~c': 1, tags: ['x', 1] }).map(({ pointer }) => pointer)).toEqual(['/tags/1', '/a~1b~0c'])
})
