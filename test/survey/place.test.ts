import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelIds } from '../../src/links/channel.ts'
import { isSocialPlace, placeOfChannel, placeOfText, places, wordOf } from '../../src/survey/place.ts'

describe('what a free text is taken for', () => {
  it.each([
    ['insta', 'instagram'],
    ['IG', 'instagram'],
    ['Insta!', 'instagram'],
    ['saw it on Insta', 'instagram'],
    ['fb', 'facebook'],
    ['Tik Tok', 'tiktok'],
    ['en TikTok-video', 'tiktok'],
    ['google', 'search'],
    ['Googled it', 'search'],
    ['Google search', 'search'],
    ['søkte på nett', 'search'],
    ['my sister told me', 'friend'],
    ['En venninne', 'friend'],
    ['walked by', 'shop-window'],
    ['Nyhetsbrevet? nyhetsbrev', 'email'],
    ['Don’t remember', 'unknown'],
    ['เพื่อน', 'friend'],
  ])('“%s” is %s', (text, place) => {
    expect(placeOfText(text)).toBe(place)
  })

  it.each(['a market in Otta', '', '???', 'standing in line', 'nice face', 'the x factor', 'to go in'])(
    '“%s” is for somebody to look at',
    (text) => {
      expect(placeOfText(text)).toBe('other')
    },
  )

  it('is for somebody to look at when it names several places', () => {
    expect(placeOfText('a friend on instagram')).toBe('other')
    expect(placeOfText('instagram, insta')).toBe('instagram')
  })

  it('is what the shop says it is, however it is spelled', () => {
    const own = new Map([[wordOf('Kaffepodden'), 'friend' as const]])
    expect(placeOfText(' KAFFEPODDEN!! ', own)).toBe('friend')
    expect(placeOfText('kaffepodden')).toBe('other')
  })

  it('is a place whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(places).toContain(placeOfText(text))
        expect(wordOf(wordOf(text))).toBe(wordOf(text))
      }),
    )
  })
})

it('knows a place for each channel, and which are social media', () => {
  expect(channelIds.map(placeOfChannel).every((place) => places.some((one) => one === place))).toBe(true)
  expect(placeOfChannel('newsletter')).toBe('email')
  expect(placeOfChannel('google-business')).toBe('search')
  expect(places.filter(isSocialPlace)).toEqual(expect.arrayContaining(['instagram', 'tiktok', 'facebook']))
  expect(places.filter(isSocialPlace)).not.toContain('email')
})
