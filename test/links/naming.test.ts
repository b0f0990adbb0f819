import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyNaming,
  defaultRules,
  fillTemplate,
  formatName,
  type NameContext,
  type NamingRules,
  unknownPlaceholders,
} from '../../src/links/naming.ts'
import { tidy } from '../../src/links/tidy.ts'

const context: NameContext = {
  channel: 'instagram',
  campaign: 'Black Week',
  post: 'Lasagne på Ærøy',
  date: '20261122',
  placement: 'story',
  kind: 'offer',
}

function rulesWith(over: Partial<NamingRules>): NamingRules {
  return { ...defaultRules, ...over }
}

describe('formatName', () => {
  it.each([
    [{}, 'Black Week 2026', 'black-week-2026'],
    [{ separator: '_' }, 'Black Week-2026', 'black_week_2026'],
    [{ separator: '.' }, 'Black_Week 2026', 'black.week.2026'],
    [{ lowerCase: false }, 'Black Week Ærøy', 'Black-Week-Aeroy'],
    [{ lowerCase: false }, 'Þór ẞ', 'Thor-Ss'],
    [{ letters: 'keep' }, 'ลดราคา 50%', 'ลดราคา-50'],
    [{ letters: 'ascii' }, 'ลดราคา 50%', 'lotrakha-50'],
    [{ letters: 'ascii' }, 'Łosoś & pâté, Öl', 'losos-pate-ol'],
    [{ letters: 'ascii', lowerCase: false }, 'Осень ＦＵＬＬ', 'Osen-FULL'],
    [{ letters: 'ascii' }, '日本 sushi 🍣', 'sushi'],
    [{ letters: 'ascii' }, '日本', '日本'],
    [{}, ' 🎄 ', '🎄'],
    [{ maxLength: 10 }, 'summer sale', 'summer-sal'],
    [{ maxLength: 7 }, 'summer sale', 'summer'],
    [{ maxLength: 1 }, 'Æ', 'a'],
  ] as const)('by %j writes %j as %j', (over, text, written) => {
    expect(formatName(rulesWith(over), text)).toBe(written)
  })

  it('without rules is tidy', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(formatName(defaultRules, text)).toBe(tidy(text) || text.trim())
      }),
    )
  })

  it('changes nothing the second time, and obeys the rules for any text', () => {
    fc.assert(
      fc.property(anyRules, fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: letters })), (rules, text) => {
        const written = formatName(rules, text)
        expect(formatName(rules, written)).toBe(written)
        if (written === text.trim()) return
        expect(written.length).toBeLessThanOrEqual(rules.maxLength)
        expect(written.isWellFormed()).toBe(true)
        if (rules.lowerCase) expect(written).toBe(written.toLowerCase())
        if (rules.letters === 'ascii') expect(written).toMatch(/^[\w.-]*$/)
        const words = written.split(rules.separator)
        expect(words.every((word) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*$/u.test(word))).toBe(true)
      }),
      { numRuns: 600 },
    )
  })
})

const letters = fc.constantFrom(...'abÅåØæŁłßÞ -_.,!/0๕ลดราคาไทยОсенЩяΩσςÉ½🎄日'.split(''))
const anyRules = fc.record({
  separator: fc.constantFrom('-' as const, '_' as const, '.' as const),
  lowerCase: fc.boolean(),
  letters: fc.constantFrom('ascii' as const, 'keep' as const),
  maxLength: fc.integer({ min: 1, max: 100 }),
})

describe('fillTemplate', () => {
  it.each([
    ['{channel}-{post}-{date}', 'instagram-lasagne-pa-aeroy-20261122'],
    ['{campaign} {kind} {placement}', 'black-week-offer-story'],
    ['Reel {post}', 'reel-lasagne-pa-aeroy'],
    ['always', 'always'],
    ['', ''],
    ['{post}{date}', 'lasagne-pa-aeroy20261122'],
  ])('fills %j in as %j', (pattern, filled) => {
    expect(fillTemplate(defaultRules, pattern, context)).toBe(filled)
  })

  it('says nothing when its placeholders have nothing to say, and leaves out those that have not', () => {
    const bare = { ...context, post: '🎄', kind: '' }
    expect(fillTemplate(defaultRules, 'post {post} {kind}', bare)).toBe('')
    expect(fillTemplate(defaultRules, '{kind}-{post}-{date}', bare)).toBe('20261122')
  })

  it('shortens the post and not the date when it gets too long', () => {
    const long = { ...context, post: 'Lasagne '.repeat(30) }
    const filled = fillTemplate(rulesWith({ maxLength: 40 }), '{channel}-{post}-{date}', long)
    expect(filled).toBe('instagram-lasagne-lasagne-lasag-20261122')
    expect(fillTemplate(rulesWith({ maxLength: 12 }), '{channel}-{post}-{date}', long)).toBe('instagram-20')
  })

  it('stays within the rules whatever the post is called', () => {
    fc.assert(
      fc.property(anyRules, fc.string({ unit: 'binary' }), (rules, post) => {
        const filled = fillTemplate(rules, '{channel}-{post}-{date}', { ...context, post })
        expect(filled.length).toBeLessThanOrEqual(rules.maxLength)
        expect(formatName(rules, filled)).toBe(filled)
        if (rules.maxLength >= 18) expect(filled).toMatch(/20261122$/)
      }),
      { numRuns: 300 },
    )
  })

  it('names the placeholders nobody knows', () => {
    expect(unknownPlaceholders('{channel}-{datum}-{ post }-{}')).toEqual(['datum', ' post ', ''])
    expect(unknownPlaceholders('{channel}{campaign}{post}{date}{placement}{kind}')).toEqual([])
  })
})

describe('applyNaming', () => {
  const rules = rulesWith({
    separator: '_',
    letters: 'ascii',
    templates: {
      instagram: { source: 'ig', content: '{channel}-{post}-{date}', term: '{kind}', placement: 'bio' },
      blog: { medium: '{kind}' },
    },
  })

  it('takes the channel’s own values where nothing else is said', () => {
    expect(applyNaming(defaultRules, {}, context)).toEqual({
      ...{ source: 'instagram', medium: 'social', campaign: 'black-week', content: '', term: '', placement: '' },
    })
  })

  it('fills in the template of the channel', () => {
    expect(applyNaming(rules, {}, context)).toEqual({
      ...{ source: 'ig', medium: 'social', campaign: 'black_week', term: 'offer', placement: 'bio' },
      content: 'instagram_lasagne_pa_aeroy_20261122',
    })
    expect(applyNaming(rules, {}, { ...context, channel: 'facebook' })).toMatchObject({
      source: 'facebook',
      content: '',
    })
  })

  it('writes what was given by hand as the shop writes it, and never replaces it', () => {
    const given = {
      source: 'My Page',
      medium: 'Paid Social',
      campaign: 'Jul',
      content: 'Reel 1',
      term: 'Ull',
      placement: 'Bio!',
    }
    expect(applyNaming(rules, given, context)).toEqual({
      ...{
        source: 'my_page',
        medium: 'paid_social',
        campaign: 'jul',
        content: 'reel_1',
        term: 'ull',
        placement: 'Bio!',
      },
    })
    expect(applyNaming(rules, { content: ' ', term: null }, context)).toMatchObject({ term: 'offer' })
  })

  it('cuts neither source nor medium, which Google Analytics knows as words', () => {
    const names = applyNaming(rulesWith({ maxLength: 4 }), { campaign: 'sommer' }, context)
    expect(names).toMatchObject({ source: 'instagram', medium: 'social', campaign: 'somm' })
  })

  it('falls back on the channel where a template has nothing to say', () => {
    const names = applyNaming(rules, {}, { ...context, channel: 'blog', kind: '' })
    expect(names).toMatchObject({ source: 'blog', medium: 'referral' })
  })
})
