import { describe, expect, it } from 'vitest'
import type { SellingPost } from '../../src/dashboard/queries/hand.ts'
import { findPosts } from '../../src/dashboard/pages/tally/find-posts.ts'
import { readTypedAmount } from '../../src/dashboard/pages/tally/typed-amount.ts'
import { isToldBy } from '../../src/dashboard/pages/install/systems.ts'

describe('an amount as it is typed at the till', () => {
  it.each([
    ['499', '499.00', 'NOK'],
    ['1 499,50', '1499.50', 'NOK'],
    ['1.234,50', '1234.50', 'NOK'],
    ['1,234.50', '1234.50', 'NOK'],
    ['12 kr', '12.00', 'NOK'],
    ['12,-', '12.00', 'NOK'],
    ['0,5', '0.50', 'NOK'],
    ['€12', '12.00', 'EUR'],
    ['1,234,567', '1234567.00', 'NOK'],
    ['฿๑๒๙', '129.00', 'THB'],
  ])('reads %j as %s %s', (text, value, currency) =>
    expect(readTypedAmount(text, 'NOK')).toEqual({ kind: 'amount', value, currency }),
  )

  it.each([
    ['12,345', 'unclear'],
    ['12.345', 'unclear'],
    ['1.234 kr', 'unclear'],
    ['-12', 'negative'],
    ['(12)', 'negative'],
    ['twelve', 'none'],
    ['12 or 13', 'none'],
  ])('finds %j %s', (text, kind) => expect(readTypedAmount(text, 'NOK')).toEqual({ kind }))

  it('reads thousands where the currency has no decimals, and three of them where it has', () => {
    expect(readTypedAmount('12,345', 'JPY')).toEqual({ kind: 'amount', value: '12345', currency: 'JPY' })
    expect(readTypedAmount('12.345', 'KWD')).toEqual({ kind: 'amount', value: '12.345', currency: 'KWD' })
  })
})

describe('the posts to pick from', () => {
  const post = (id: string, codeWord: string | null): SellingPost => ({
    ...{ id, codeWord, title: `Post ${id}`, channel: 'instagram', publishedAt: null },
    createdAt: `2026-11-2${id}T12:00:00Z`,
  })
  const posts = [post('1', 'ROSE'), post('2', null), post('3', 'SOAP')]
  const ids = (how: Parameters<typeof findPosts>[1]['how'], wanted = '') =>
    findPosts(posts, { how, wanted }).map(({ id }) => id)

  it('are those with a code word where the customer said one, else all, newest first', () => {
    expect(ids('code-word')).toEqual(['3', '1'])
    expect(ids('asked')).toEqual(['3', '2', '1'])
    expect(ids('code-word', 'rose')).toEqual(['1'])
  })
})

describe('an order that shows that the install works', () => {
  it.each([
    ['shopify', ['shopify'], true],
    ['shopify', ['hand'], false],
    ['shopify', ['import'], false],
    ['shopify', ['api'], false],
    ['woocommerce', ['woocommerce', 'import'], true],
    ['woocommerce', ['stripe'], false],
    ['own', ['api'], true],
    ['own', ['hand', 'import'], false],
    ['none', ['hand'], true],
    ['none', ['import'], false],
    [undefined, ['hand'], false],
    [undefined, ['script'], true],
  ] as const)('with %s, told by %j: %s', (system, sources, works) => {
    const told = sources.map((source) => ({ source }))
    expect(isToldBy(system, told)).toBe(works)
  })
})
