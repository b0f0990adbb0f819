import { describe, expect, it } from 'vitest'
import { ApiProblem, fieldError, isSaidAtField, readProblem } from '../../src/dashboard/problem.ts'

const answer = {
  title: 'Bad request',
  detail: 'Two fields.',
  errors: [
    { pointer: '/shop/hosts/0', detail: 'must be a host name' },
    { pointer: '/a~1b~0c', detail: 'must not be empty' },
  ],
}

describe('readProblem', () => {
  it('turns pointers into dotted paths', () => {
    const { status, message, fields } = readProblem(400, answer, null)
    expect({ status, message, fields }).toEqual({
      status: 400,
      message: 'Two fields.',
      fields: { 'shop.hosts.0': 'must be a host name', 'a/b~c': 'must not be empty' },
    })
  })

  it('reads how long to wait', () => {
    expect(readProblem(429, answer, '17').retryAfterSeconds).toBe(17)
    expect(readProblem(429, answer, null).retryAfterSeconds).toBeNull()
    expect(readProblem(429, answer, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterSeconds).toBeNull()
  })

  it.each([undefined, null, 'Bad gateway', [], { detail: 7, errors: 'x' }, { errors: [null, {}, { pointer: 1 }] }])(
    'takes a body that is no problem: %j',
    (body) => {
      const problem = readProblem(502, body, null)
      expect(problem).toBeInstanceOf(ApiProblem)
      expect([problem.message, problem.fields]).toEqual(['', {}])
    },
  )
})

describe('fieldError', () => {
  const problem = readProblem(400, answer, null)

  it('finds what is wrong inside a list, as a sentence', () => {
    expect(fieldError(problem, 'shop.hosts')).toBe('Must be a host name')
  })

  it('says nothing of a field whose name only begins alike', () => {
    expect(fieldError(problem, 'shop.host')).toBeUndefined()
  })

  it('knows whether a form shows the problem already', () => {
    expect(isSaidAtField(problem, ['email', 'shop'])).toBe(true)
    expect(isSaidAtField(problem, ['email'])).toBe(false)
    expect(isSaidAtField(new Error('x'), ['shop'])).toBe(false)
  })
})
