import { describe, expect, it } from 'vitest'
import {
  channelIds,
  channelOfSource,
  channels,
  findChannel,
  mediumOfChannel,
  sourceOfChannel,
} from '../../src/links/channel.ts'
import { ga4Channel } from '../../src/links/ga4-channel.ts'

describe('channels', () => {
  it.each(channels)('$id is found again by its id, its source and its name’s case', ({ id, source }) => {
    expect([channelOfSource(id), channelOfSource(source.toUpperCase()), channelOfSource(sourceOfChannel(id))]).toEqual([
      id,
      id,
      id,
    ])
  })

  it('puts every default where Google Analytics groups it best', () => {
    const grouped = channelIds.map((id) => {
      const { channel } = ga4Channel({ source: sourceOfChannel(id), medium: mediumOfChannel(id), campaign: 'jul' })
      return [id, channel]
    })
    const social = channelIds.slice(0, 13).map((id) => [id, 'Organic Social'])
    expect(grouped).toEqual([
      ...social,
      ['google-business', 'Organic Search'],
      ['newsletter', 'Email'],
      ['blog', 'Referral'],
      ['print', 'Unassigned'],
      ['other', 'Referral'],
    ])
  })
})

describe('channelOfSource', () => {
  it.each([
    ['fb', 'facebook'],
    ['m.facebook.com', 'facebook'],
    ['lm.facebook.com', 'facebook'],
    ['IG', 'instagram'],
    ['insta', 'instagram'],
    ['l.instagram.com', 'instagram'],
    ['twitter', 'x'],
    ['twitter.com', 'x'],
    ['t.co', 'x'],
    ['x.com', 'x'],
    ['bsky', 'bluesky'],
    ['bsky.app', 'bluesky'],
    ['www.tiktok.com', 'tiktok'],
    ['yt', 'youtube'],
    ['old.reddit.com', 'reddit'],
    ['gmb', 'google-business'],
    ['email', 'newsletter'],
    [' LinkedIn ', 'linkedin'],
    ['partner-site', 'other'],
    ['', 'other'],
    ['constructor', 'other'],
  ])('takes %j for %s', (source, channel) => {
    expect(channelOfSource(source)).toBe(channel)
  })
})

describe('findChannel', () => {
  it.each([
    ['facebook', 'facebook'],
    ['Facebook', 'facebook'],
    ['fb', 'facebook'],
    [' Google Business Profile ', 'google-business'],
    ['google_business', 'google-business'],
    ['LINE', 'line'],
    ['other', 'other'],
    ['telegraph', undefined],
    ['', undefined],
  ])('%j means %s', (text, channel) => {
    expect(findChannel(text)).toBe(channel)
  })
})
