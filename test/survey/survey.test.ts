import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionPolicy, renderQuestion } from '../../src/survey/question-html.ts'
import {
  answerBody,
  firstSurvey,
  orderOf,
  placeOfAnswer,
  shuffleOptions,
  surveyDraft,
} from '../../src/survey/survey.ts'

const survey = surveyDraft.parse({})

describe('the options of one showing', () => {
  it('are all of them once, with “other” and “I don’t remember” last', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (numbers) => {
        const shown = shuffleOptions(survey, () => numbers.next().value ?? 0).map(({ id }) => id)
        expect(shown.slice(-2)).toEqual(['other', 'unknown'])
        expect(shown.slice(0, -2).toSorted()).toEqual(survey.options.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('stand at each place equally often', () => {
    const counts = new Map<string, number>()
    for (let time = 0; time < 7_000; time++) {
      const id = shuffleOptions(survey, Math.random)[0]?.id ?? ''
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    expect(counts.size).toBe(7)
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(160)
  })
})

describe('a question', () => {
  it('refuses ids that two options share, and those of the last ones', () => {
    const option = { id: 'a', place: 'friend', label: 'A' }
    const wrong = surveyDraft.safeParse({ options: [option, option, { ...option, id: 'other' }] })
    expect(wrong.error?.issues.map(({ path }) => path.join('/'))).toEqual(['options/1/id', 'options/2/id'])
  })

  it('is asked of nobody until somebody saves it', () => {
    expect(firstSurvey('shop-1')).toMatchObject({
      isOn: false,
      updatedAt: null,
      question: 'How did you hear about us?',
    })
  })
})

describe('an answer', () => {
  it('takes at most 200 characters of own words, none of them a control character', () => {
    expect(answerBody.safeParse({ option: 'other', text: 'x'.repeat(200) }).success).toBe(true)
    expect(answerBody.safeParse({ option: 'other', text: 'x'.repeat(201) }).success).toBe(false)
    expect(answerBody.safeParse({ option: 'other', text: 'a\u0007b' }).success).toBe(false)
  })

  it('counts for its option’s place, own words with “other” alone', () => {
    const place = (option: string, text?: string) => placeOfAnswer(survey, { option, text }, new Map())
    expect(place('friend')).toBe('friend')
    expect(place('other')).toBe('other')
    expect(place('other', 'insta')).toBe('instagram')
    expect(place('unknown')).toBe('unknown')
    expect(place('nothing')).toBeUndefined()
  })
})

describe('the order of an answer', () => {
  it.each([
    ...['YOUR-ORDER-ID', 'your_order_id', '{{ id }}', '{{order.id}}', '${order.id}', '<?= $order_id ?>', '%%ORDER%%'],
    ...['[order_id]', '{order_id}', '<order id>', '{{%20id%20}}', 'ORDER_ID', 'undefined', 'null', '[object Object]'],
  ])('is none where a template left “%s”', (order) => {
    expect(orderOf({ order })).toEqual({ order: undefined, isUnfilled: true })
  })

  it.each(['1001', '#1001', 'K-1', 'NO-2026/17', 'ord_9f2', 'ORDER-1001', '100 %', 'null-77', 'A[1]'])(
    'is “%s” where it is one',
    (order) => {
      expect(orderOf({ order })).toEqual({ order, isUnfilled: false })
    },
  )

  it('is none where none was told', () => {
    expect(orderOf({ order: undefined })).toEqual({ order: undefined, isUnfilled: false })
  })
})

it('takes no position for none', () => {
  const position = (told: unknown) => answerBody.parse({ option: 'friend', position: told }).position
  expect([3, 0, null, undefined, '', -1, 99].map(position)).toEqual([3, 0, ...Array(5).fill(undefined)])
})

it('is drawn without script, with every text of the shop and the address escaped', async () => {
  const evil = { ...survey, question: '<b>"?', thanks: '<i>' }
  const asked = { kind: 'ask', options: [{ id: 'a', label: '<s>' }], order: '"><script>' } as const
  const text = await renderQuestion(evil, asked)
  expect(text).not.toMatch(/<script|<b>|<s>/)
  expect(text).toContain('value="&quot;&gt;&lt;script&gt;"')
  expect(questionPolicy).toContain("default-src 'none'")
  expect(await renderQuestion(evil, { kind: 'thanks' })).toContain('&lt;i&gt;')
})
