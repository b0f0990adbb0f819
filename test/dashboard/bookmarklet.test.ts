import { expect, it } from 'vitest'
import { bookmarklet } from '../../src/dashboard/pages/quick/bookmarklet.ts'

it('is one line that browsers leave as it is in a bookmark, and names the builder of this dashboard', () => {
  const code = bookmarklet('https://go.shop.example')
  expect(code).toMatch(/^javascript:[^\s%"<>`]+$/)
  expect(code).toContain("'https://go.shop.example/app/links?url='")
  expect(() => new URL(code)).not.toThrow()
})
