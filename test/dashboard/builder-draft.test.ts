import { describe, expect, it } from 'vitest'
import {
  type Draft,
  emptyFields,
  newRow,
  readableSlug,
  toBody,
  toDateField,
  toInstant,
} from '../../src/dashboard/pages/links/builder-draft.ts'

const shop = { id: 'shop-1', timeZone: 'Europe/Oslo' }

function draftOf(over: Partial<Draft>): Draft {
  const shared = { destination: ' https://shop.example/ ', campaign: ' Vinter ', domain: '' }
  return { ...emptyFields, ...shared, rows: [newRow('x')], ...over }
}

describe('what is sent of a draft', () => {
  it('is what was given, and nothing else', () => {
    expect(toBody(draftOf({}), shop)).toEqual({
      ...{ shopId: 'shop-1', destination: 'https://shop.example/', campaign: 'Vinter', channels: [{ channel: 'x' }] },
    })
  })

  it('has the planned time as an instant, and each row with what is its own', () => {
    const rows = [{ ...newRow('x', 'feed'), slug: ' votter ', caption: 'Kun her' }, newRow('line')]
    expect(
      toBody(draftOf({ rows, publishedAt: '2026-07-01T08:30', kind: 'offer', customerMade: true }), shop),
    ).toMatchObject({
      channels: [{ channel: 'x', placement: 'feed', slug: 'votter', caption: 'Kun her' }, { channel: 'line' }],
      ...{ publishedAt: '2026-07-01T06:30:00.000Z', kind: 'offer', customerMade: true },
    })
  })
})

it('names the short domain where it is another than the default', () => {
  expect(toBody(draftOf({ domain: 'go.shop.example' }), shop)).toMatchObject({ domain: 'go.shop.example' })
})

describe('a readable slug', () => {
  it('follows from the title, in plain letters, with channel and placement where they tell links apart', () => {
    const [feed, story, line] = [newRow('instagram', 'feed'), newRow('instagram', 'story'), newRow('line')]
    const title = 'Blå gensere på ønskelista!'
    expect(readableSlug(draftOf({ title, rows: [line] }), line)).toBe('bla-gensere-pa-onskelista')
    const rows = [feed, story, line]
    expect(rows.map((row) => readableSlug(draftOf({ title, rows }), row))).toEqual([
      ...['bla-gensere-pa-onskelista-instagram-feed', 'bla-gensere-pa-onskelista-instagram-story'],
      'bla-gensere-pa-onskelista-line',
    ])
  })

  it('is not offered where the title has no letters', () => {
    const row = newRow('x')
    for (const title of ['', '💙']) expect(readableSlug(draftOf({ title, rows: [row] }), row)).toBe('')
  })
})

it('shows an instant in the field as the clocks of the shop do, and reads it back', () => {
  for (const iso of ['2026-01-15T07:30:00.000Z', '2026-07-15T06:30:00.000Z']) {
    expect(toDateField(iso, 'Europe/Oslo').slice(11)).toBe('08:30')
    expect(toInstant(toDateField(iso, 'Europe/Oslo'), 'Europe/Oslo')).toBe(iso)
  }
  expect(toDateField(null, 'Europe/Oslo')).toBe('')
})

it('leaves a time that is a slip as it is typed, for the server to refuse', () => {
  for (const slip of ['20266-11-22T08:30', '0002-11-22T08:30', '2026-11'])
    expect(toInstant(slip, 'Europe/Oslo')).toBe(slip)
  expect(toBody(draftOf({ publishedAt: '0202-11-22T08:30' }), shop)).toMatchObject({ publishedAt: '0202-11-22T08:30' })
})
