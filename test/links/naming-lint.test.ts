import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRules, type NamingRules } from '../../src/links/naming.ts'
import { isNearlyThe, lintName, lintNaming, nearDuplicate } from '../../src/links/naming-lint.ts'

const names = { source: 'instagram', medium: 'social', campaign: 'black-week', content: null, term: null }

function rulesWith(over: Partial<NamingRules>): NamingRules {
  return { ...defaultRules, ...over }
}

function allowing(campaign: readonly string[]): NamingRules {
  return rulesWith({ allowed: { ...defaultRules.allowed, campaign } })
}

describe('lintNaming', () => {
  it('has nothing to say of tidy names in a shop without rules', () => {
    expect(lintNaming(defaultRules, names, {})).toEqual([])
  })

  it('asks for what is required', () => {
    const rules = rulesWith({ required: ['content', 'term', 'placement', 'title'] })
    const warnings = lintNaming(rules, { ...names, content: ' ', placement: 'bio' }, {})
    expect(warnings.map(({ code, field, suggestion }) => [code, field, suggestion])).toEqual([
      ['missing-required', 'content', null],
      ['missing-required', 'term', null],
      ['missing-required', 'title', null],
    ])
  })

  it('says that a value is not in the list, and what is', () => {
    const [warning, ...more] = lintNaming(allowing(['jul', 'sommer']), names, {})
    expect(more).toEqual([])
    expect(warning).toMatchObject({ code: 'not-in-list', field: 'campaign', suggestion: null })
    expect(warning?.message).toContain('jul, sommer')
    const many = Array.from({ length: 8 }, (_, index) => `list-${index}`)
    expect(lintNaming(allowing(many), names, {})[0]?.message).toContain('and 3 more')
    expect(lintNaming(allowing(['black-week']), names, {})).toEqual([])
  })

  it('takes a slip of the pen for the value in the list, rather than for a new one', () => {
    const warnings = lintNaming(allowing(['jul', 'black-weeks']), names, {})
    expect(warnings).toMatchObject([{ code: 'near-duplicate', field: 'campaign', suggestion: 'black-weeks' }])
  })

  it.each([
    [{ maxLength: 5 }, 'black-week', [['too-long', 'black']]],
    [{ maxLength: 5 }, 'black', []],
    [{ maxLength: 50 }, 'a'.repeat(101), []],
    [{}, 'black_week', [['wrong-separator', 'black-week']]],
    [{}, 'black.week_x-y', [['wrong-separator', 'black-week-x-y']]],
    [{ separator: '_' }, 'black-week', [['wrong-separator', 'black_week']]],
    [{ separator: '_' }, 'black_week', []],
    [{ letters: 'ascii' }, 'ลดราคา', [['not-ascii', 'lotrakha']]],
    [{ letters: 'ascii' }, '日本', [['not-ascii', null]]],
    [{ letters: 'keep' }, 'ลดราคา', []],
    [{}, 'Black Week', []],
  ] as const)('by %j finds in %j: %j', (over, campaign, expected) => {
    const warnings = lintNaming(rulesWith(over), { ...names, campaign }, {})
    expect(warnings.map(({ code, suggestion }) => [code, suggestion])).toEqual(expected)
    expect(warnings.every(({ field }) => field === 'campaign')).toBe(true)
  })

  it('leaves capitals in UTM values to lint, and sees them in the placement', () => {
    const warnings = lintNaming(defaultRules, { ...names, campaign: 'Jul', placement: 'Bio' }, {})
    expect(warnings).toMatchObject([{ code: 'upper-case', field: 'placement', suggestion: 'bio' }])
    expect(lintNaming(rulesWith({ lowerCase: false }), { ...names, placement: 'Bio' }, {})).toEqual([])
  })

  it('compares each field with its own values', () => {
    expect(lintNaming(defaultRules, names, { content: ['blackweek'], source: ['instagram'] })).toEqual([])
    const found = lintNaming(defaultRules, names, { campaign: ['blackweek'], source: ['instagrams'] })
    expect(found.map(({ field, suggestion }) => [field, suggestion])).toEqual([
      ['source', 'instagrams'],
      ['campaign', 'blackweek'],
    ])
  })
})

describe('near duplicates', () => {
  it.each([
    ['black-week', 'blackweek'],
    ['black-week', 'Black Week'],
    ['black-week', 'black_week'],
    ['black-week', 'blck-week'],
    ['black-week', 'balck-week'],
    ['black-week', 'black-weeks'],
    ['black-week', 'black-weak'],
    ['påske', 'Paske'],
    ['reel-12', 'reel12'],
    ['jul', 'JUL'],
    ['ร้านน้ำชา', 'ร้าน-น้ำชา'],
  ])('%s is nearly %s', (one, other) => {
    expect(isNearlyThe(one, other)).toBe(true)
    expect(nearDuplicate(other, ['sommer', one])).toBe(one)
  })

  it.each([
    ['black-week-2025', 'black-week-2026'],
    ['reel-campaign-1', 'reel-campaign-2'],
    ['reel-campaign-1', 'reel-campaign-11'],
    ['reel-campaign', 'reel-campaign-2'],
    ['reels', 'reel'],
    ['bio', 'ブログ'],
    ['jul', 'juli'],
    ['summer', 'winter'],
    ['summers', 'summer-sale'],
    ['black-week', 'lback-weke'],
    ['🎄', '🎅'],
  ])('%s is not %s', (one, other) => {
    expect(isNearlyThe(one, other)).toBe(false)
  })

  it('suggests nothing for a value known as it is, unless one like it is used more or is in the list', () => {
    expect(nearDuplicate('blackweek', ['blackweek', 'black-week'])).toBeUndefined()
    expect(nearDuplicate('blackweek', ['black-week', 'blackweek'])).toBe('black-week')
    const asked = { field: 'campaign', value: 'blackweek' } as const
    expect(lintName(allowing(['black-week']), asked, ['blackweek'])).toMatchObject([{ suggestion: 'black-week' }])
    expect(nearDuplicate('x', [])).toBeUndefined()
  })

  it('are so both ways', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', 'A', 'å', '1'), minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isNearlyThe(one, other)).toBe(isNearlyThe(other, one))
      }),
      { numRuns: 5_000 },
    )
  })

  it('catch every single slip in a longer word', () => {
    const slip = fc.tuple(fc.constantFrom('drop', 'add', 'change', 'swap'), fc.nat(8), fc.constantFrom('x', 'q'))
    const word = fc.string({ unit: fc.constantFrom(...'abcdef'.split('')), minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(word, slip, (one, [kind, at, letter]) => {
        const [before, here, after] = [one.slice(0, at), one.charAt(at), one.slice(at + 1)]
        const slipped = {
          drop: before + after,
          add: before + letter + here + after,
          change: before + letter + after,
          swap: before + after.charAt(0) + here + after.slice(1),
        }[kind]
        expect(isNearlyThe(one, slipped ?? '')).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
