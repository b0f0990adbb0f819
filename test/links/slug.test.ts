import { describe, expect, it } from 'vitest'
import { checkSlug, makeSlug, reservedSlugs, slugKey } from '../../src/links/slug.ts'

describe('checkSlug', () => {
  it.each(['a', 'Julegave', '7', 'black-week_2026', 'x'.repeat(64)])('takes %s as typed', (slug) => {
    expect(checkSlug(slug)).toEqual({ ok: true, slug })
  })

  it.each([
    ['', /at least one/],
    ['x'.repeat(65), /65 characters/],
    ['-a', /beginning/],
    ['_a', /beginning/],
    ['a b', /only/],
    ['a.b', /only/],
    ['a/b', /only/],
    ['blå', /only/],
    ['a+', /only/],
    ['a\n', /only/],
    ['API', /used by Tilltrail/],
    ['till.js', /used by Tilltrail/],
    ['-', /used by Tilltrail/],
    ['.well-known', /used by Tilltrail/],
  ])('refuses %j with the remedy', (text, detail) => {
    expect(checkSlug(text)).toEqual({ ok: false, detail: expect.stringMatching(detail) })
  })
})

describe('makeSlug', () => {
  const slugs = Array.from({ length: 20_000 }, makeSlug)

  it('makes eight of [a-z0-9] that pass as slugs', () => {
    expect(slugs.every((slug) => /^[a-z0-9]{8}$/.test(slug) && checkSlug(slug).ok)).toBe(true)
    expect(new Set(slugs).size).toBe(slugs.length)
  })

  it('draws every character equally often (chi², 35 degrees of freedom, p < 1e-9)', () => {
    const counts = new Map<string, number>()
    for (const letter of slugs.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    const expected = (slugs.length * 8) / 36
    const chi = [...counts.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(36)
    expect(chi).toBeLessThan(110)
  })
})

it('keeps slugs apart without regard to case', () => {
  expect(slugKey('JuleGave')).toBe(slugKey('julegave'))
  expect([...reservedSlugs]).toEqual([...reservedSlugs].map(slugKey))
})
