import { describe, expect, it } from 'vitest'
import { findPurposeWarnings, judgeMix, type PurposeAnswers, suggestStatement } from '../../src/goals/purpose-words.ts'

const nothing: PurposeAnswers = {
  customers: '',
  theyWant: '',
  weWant: '',
  convey: [],
  priority: [],
  hoursPerWeek: null,
  moneyPerMonth: null,
  statement: '',
}
const pizza: PurposeAnswers = {
  ...nothing,
  customers: 'Families within three miles.',
  theyWant: 'They want to know what is on today',
  weWant: 'We want to have the oven busy at midday!',
  convey: ['knowledge', 'offer', 'service'],
  priority: ['new', 'won-back'],
  hoursPerWeek: 5,
  moneyPerMonth: 'NOK 500',
}

describe('the draft of the purpose statement', () => {
  it('is made of the answers, in the order of their importance', () => {
    expect(suggestStatement(pizza)).toBe(
      'We are on social media for families within three miles. From us they want to know what is on today. ' +
        'We want to have the oven busy at midday. We give them knowledge first, then offers and service. ' +
        'We write for new customers first, then to win back those who left. We put in 5 hours a week and NOK 500 a month.',
    )
  })

  it('says nothing of what was not answered, and is empty at first', () => {
    expect(suggestStatement(nothing)).toBe('')
    expect(suggestStatement({ ...nothing, weWant: 'Visit us more often' })).toBe('We want them to visit us more often.')
    expect(suggestStatement({ ...nothing, convey: ['news'], hoursPerWeek: 1 })).toBe(
      'We give them news first of all. We put in 1 hour a week.',
    )
  })

  it('leaves names and other languages as they are, and lines become parts of one sentence', () => {
    expect(suggestStatement({ ...nothing, customers: 'Bergensere\nTurister ' })).toBe(
      'We are on social media for Bergensere; Turister.',
    )
  })
})

describe('what to reconsider about a purpose', () => {
  it.each([
    ['To be seen', 'merely-to-be-seen'],
    ['We just want more visibility on social media.', 'merely-to-be-seen'],
    ['Brand awareness', 'merely-to-be-seen'],
    ['be seen and sell more', 'merely-to-be-seen'],
    ['Vi vil bli synlige', 'merely-to-be-seen'],
    ['Vi vill synas mer', 'merely-to-be-seen'],
    ['Sell more!', 'merely-to-sell-more'],
    ['Vi vil selge mer', 'merely-to-sell-more'],
    ['Vi vill öka försäljningen', 'merely-to-sell-more'],
    ['Chcemy sprzedawać więcej', 'merely-to-sell-more'],
    ['เพิ่มยอดขาย', 'merely-to-sell-more'],
  ])('finds that “%s” is no purpose yet', (weWant, code) => {
    expect(codesOf({ ...pizza, weWant })).toEqual([[code, 'weWant']])
  })

  it.each([
    'to visit the shop after being seen in our window pictures',
    'Sell more gluten-free bread to people who thought they had to do without',
    'to order at midday on weekdays',
    'Inspirere med utvalget, så flere besøker butikken',
    '',
  ])('has nothing against “%s”', (weWant) => {
    expect(codesOf({ ...pizza, weWant })).toEqual([])
  })

  it('reads the statement where that is all there is', () => {
    const onlyStated = { ...nothing, statement: 'To sell more', hoursPerWeek: 2 }
    expect(codesOf(onlyStated)).toEqual([['merely-to-sell-more', 'statement']])
  })

  it('warns of everything, and of everyone, once', () => {
    const everything = ['knowledge', 'news', 'offer', 'service', 'inspiration'] as const
    expect(codesOf({ ...pizza, convey: everything })).toEqual([['everything-to-everyone', 'convey']])
    expect(codesOf({ ...pizza, convey: everything, customers: 'Everyone' })).toEqual([
      ['everything-to-everyone', 'customers'],
    ])
    expect(codesOf({ ...pizza, customers: 'Everyone who lives near the harbour' })).toEqual([])
    expect(codesOf({ ...pizza, customers: 'Alle' })).toEqual([['everything-to-everyone', 'customers']])
  })

  it('reminds of the time once something is answered', () => {
    expect(codesOf(nothing)).toEqual([])
    const free = { ...pizza, hoursPerWeek: null, moneyPerMonth: null }
    expect(codesOf(free)).toEqual([['no-effort', 'hoursPerWeek']])
    expect(codesOf({ ...free, hoursPerWeek: 0 })).toEqual([])
  })
})

describe('what the posts conveyed', () => {
  it('says it where they were something else than was meant', () => {
    const mix = judgeMix(
      ['knowledge', 'offer'],
      [
        { content: 'knowledge', posts: 2 },
        { content: 'offer', posts: 8 },
        { content: null, posts: 3 },
      ],
    )
    expect(mix).toEqual({
      posts: 13,
      untold: 3,
      kinds: [
        { content: 'offer', posts: 8, share: 0.8 },
        { content: 'knowledge', posts: 2, share: 0.2 },
      ],
      finding: 'You said knowledge first; 80% of your posts were offers.',
    })
  })

  it.each([
    ['few posts say nothing', [{ content: 'offer', posts: 4 }], null],
    [
      'a tie is as meant',
      [
        { content: 'offer', posts: 3 },
        { content: 'knowledge', posts: 3 },
      ],
      'Your posts are what you said they would be.',
    ],
    [
      'most of them untold',
      [
        { content: 'knowledge', posts: 5 },
        { content: null, posts: 6 },
      ],
      '6 of 11 posts don’t say what they convey: choose it when you make or edit a post.',
    ],
    [
      'what was not named',
      [
        { content: 'knowledge', posts: 6 },
        { content: 'news', posts: 4 },
      ],
      '40% of your posts were news, which you didn’t name.',
    ],
    ['none at all', [], null],
  ] as const)('judges fairly: %s', (_, counts, finding) => {
    expect(judgeMix(['knowledge', 'offer'], counts).finding).toBe(finding)
  })

  it('has nothing to compare with where no order was said', () => {
    expect(judgeMix([], [{ content: 'offer', posts: 9 }]).finding).toBeNull()
  })
})

function codesOf(answers: PurposeAnswers): [string, string][] {
  return findPurposeWarnings(answers).map(({ code, field }) => [code, field])
}
