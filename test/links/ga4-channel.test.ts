import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderGa4Page } from '../../docs/ga4-page.ts'
import { ga4Channel } from '../../src/links/ga4-channel.ts'
import { builtInGrouping, categoryOf, makeGrouping } from '../../src/links/ga4-grouping.ts'
import { ga4Categories, ga4Rule, ga4Rules } from '../../src/links/ga4-rules.ts'

describe('ga4Channel', () => {
  it.each([
    ['(direct) / (none)', 'x', 'Direct', 1],
    ['(direct) / (not set)', 'x', 'Direct', 1],
    ['(direct) / social', 'x', 'Organic Social', 10],
    ['google / cpc', 'cross-network-1', 'Cross-network', 2],
    ['x / x', 'My-Cross-Network', 'Cross-network', 2],
    ['etsy / cpc', 'x', 'Paid Shopping', 3],
    ['facebook / cpc', 'summer-shop', 'Paid Shopping', 3],
    ['google / cpc', 'x', 'Paid Search', 4],
    ['bing / ppc', 'x', 'Paid Search', 4],
    ['facebook / paid-social', 'x', 'Paid Social', 5],
    ['tiktok / cpm', 'x', 'Paid Social', 5],
    ['facebook / retargeting', 'x', 'Paid Social', 5],
    ['youtube / cpv-cpc', 'x', 'Paid Video', 6],
    ['news-site / cpm', 'x', 'Display', 7],
    ['news-site / banner', 'x', 'Display', 7],
    ['facebook / display', 'x', 'Display', 7],
    ['threads / paid-social', 'x', 'Paid Other', 8],
    ['newsletter / scpecial', 'x', 'Paid Other', 8],
    ['news-site / retargeting', 'x', 'Paid Other', 8],
    ['instagram / social', 'summer-shop', 'Organic Shopping', 9],
    ['newsletter / email', 'shopping-week', 'Organic Shopping', 9],
    ['etsy / social', 'x', 'Organic Shopping', 9],
    ['Google Shopping / x', 'x', 'Organic Shopping', 9],
    ['instagram / bio', 'x', 'Organic Social', 10],
    ['threads / social', 'x', 'Organic Social', 10],
    ['x / Social', 'x', 'Organic Social', 10],
    ['x / social media', 'x', 'Organic Social', 10],
    ['youtube / social', 'x', 'Organic Social', 10],
    ['facebook / email', 'x', 'Organic Social', 10],
    ['youtube / description', 'x', 'Organic Video', 11],
    ['partner / video-ad', 'x', 'Organic Video', 11],
    ['google / organic', 'x', 'Organic Search', 12],
    ['google / referral', 'x', 'Organic Search', 12],
    ['anything / organic', 'x', 'Organic Search', 12],
    ['partner / referral', 'x', 'Referral', 13],
    ['email / referral', 'x', 'Referral', 13],
    ['newsletter / email', 'x', 'Email', 14],
    ['e-mail / blast', 'x', 'Email', 14],
    ['partner / affiliate', 'x', 'Affiliates', 15],
    ['podcast / audio', 'x', 'Audio', 16],
    ['sms / blast', 'x', 'SMS', 17],
    ['crm / sms', 'x', 'SMS', 17],
    ['app / webpush', 'x', 'Mobile Push Notifications', 18],
    ['app / mobile-banner', 'x', 'Mobile Push Notifications', 18],
    ['crm / notifications', 'x', 'Mobile Push Notifications', 18],
    ['firebase / x', 'x', 'Mobile Push Notifications', 18],
    ['crm / pushed', 'x', 'Unassigned', null],
    ['threads / organic_social', 'x', 'Unassigned', null],
    ['partner / affiliates', 'x', 'Unassigned', null],
    ['crm / newsletter', 'x', 'Unassigned', null],
    ['kari / influencer', 'x', 'Unassigned', null],
    ['print / qr', 'x', 'Unassigned', null],
    ['bluesky / ', '', 'Unassigned', null],
  ])('%s in %s is %s', (sourceAndMedium, campaign, channel, rule) => {
    const [source = '', medium = ''] = sourceAndMedium.split(' / ')
    expect(ga4Channel({ source, medium, campaign })).toMatchObject({ channel, rule })
  })

  it.each([
    ['summer-shop', true],
    ['shop-the-look', true],
    ['eshop-x', true],
    ['Shopping-Week', true],
    ['shop', true],
    ['webshop-x', false],
    ['workshop', false],
    ['bishop', false],
    ['jul', false],
  ])('takes the campaign %s for shopping: %s', (campaign, isShopping) => {
    const { channel } = ga4Channel({ source: 'instagram', medium: 'social', campaign })
    expect(channel).toBe(isShopping ? 'Organic Shopping' : 'Organic Social')
  })

  it('says what it goes by: the rule, the day of the list and where that is from', () => {
    expect(ga4Channel({ source: 'threads', medium: 'social', campaign: 'x' })).toEqual({
      channel: 'Organic Social',
      rule: 10,
      why: 'a social network on its list, or a medium such as social',
      asOf: '2025-11-25',
      origin: 'built-in',
    })
    const loaded = makeGrouping({ ...builtInGrouping, asOf: '2026-07-01', origin: 'new.csv', rules: [] })
    expect(ga4Channel({ source: 'threads', medium: 'social', campaign: 'x' }, loaded)).toMatchObject({
      ...{ channel: 'Unassigned', rule: null, asOf: '2026-07-01', origin: 'new.csv' },
    })
  })
})

describe('the rules', () => {
  it('are the eighteen, in Google’s order', () => {
    expect(ga4Rules.map(({ channel }) => channel)).toEqual(
      `Direct,Cross-network,Paid Shopping,Paid Search,Paid Social,Paid Video,Display,Paid Other,Organic Shopping,Organic Social,Organic Video,Organic Search,Referral,Email,Affiliates,Audio,SMS,Mobile Push Notifications`.split(
        ',',
      ),
    )
  })

  it.each(ga4Rules.map((rule, index) => [index + 1, rule] as const))(
    'number %i takes its own example, and none before it does',
    (number, rule) => {
      expect(ga4Rule.parse(rule)).toEqual(rule)
      expect(ga4Channel(rule.example)).toMatchObject({ channel: rule.channel, rule: number })
    },
  )
})

describe('the built-in sources', () => {
  it('are lower case and each in one category', () => {
    const all = ga4Categories.flatMap((category) => [...builtInGrouping.sources[category]])
    expect(all.filter((source) => source !== source.toLowerCase().trim() || source === '')).toEqual([])
    expect(all.length).toBe(new Set(all).size)
    expect(all.length).toBeGreaterThan(200)
  })

  // As read on 2025-11-25: what surprises is why the builder writes medium social.
  it.each(['threads', 'bluesky', 'bsky.app', 'mastodon', 'x', 'x.com', 'discord', 'telegram'])(
    'do not hold %s, which is social by its medium alone',
    (source) => expect(categoryOf(source, builtInGrouping)).toBeUndefined(),
  )

  it.each([
    'facebook',
    'fb',
    'ig',
    'instagram',
    'tiktok',
    'pinterest',
    'linkedin',
    'snapchat',
    'reddit',
    'WhatsApp',
    't.co',
  ])('hold %s as social', (source) => expect(categoryOf(source, builtInGrouping)).toBe('social'))

  it('hold youtube as video', () => {
    expect(categoryOf('youtube', builtInGrouping)).toBe('video')
  })
})

it('is told in docs/ga4.md as it is: npx node docs/ga4-page.ts writes the page anew', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/ga4.md'), 'utf8')).toBe(renderGa4Page())
})
