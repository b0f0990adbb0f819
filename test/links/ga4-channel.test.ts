import { describe, expect, it } from 'vitest'
import { ga4Channel, isShoppingCampaign } from '../../src/links/ga4-channel.ts'

describe('ga4Channel', () => {
  it.each([
    ['(direct) / (none)', 'x', 'Direct', 1],
    ['(direct) / (not set)', 'x', 'Direct', 1],
    ['google / cpc', 'cross-network-1', 'Cross-network', 2],
    ['etsy / cpc', 'x', 'Paid Shopping', 3],
    ['facebook / cpc', 'summer-shop', 'Paid Shopping', 3],
    ['google / cpc', 'x', 'Paid Search', 4],
    ['facebook / paid-social', 'x', 'Paid Social', 5],
    ['tiktok / cpm', 'x', 'Paid Social', 5],
    ['youtube / cpv-cpc', 'x', 'Paid Video', 6],
    ['news-site / cpm', 'x', 'Display', 7],
    ['news-site / banner', 'x', 'Display', 7],
    ['threads / paid-social', 'x', 'Paid Other', 8],
    ['newsletter / scpecial', 'x', 'Paid Other', 8],
    ['news-site / retargeting', 'x', 'Paid Other', 8],
    ['instagram / social', 'summer-shop', 'Organic Shopping', 9],
    ['etsy / social', 'x', 'Organic Shopping', 9],
    ['Google Shopping / x', 'x', 'Organic Shopping', 9],
    ['instagram / bio', 'x', 'Organic Social', 10],
    ['threads / social', 'x', 'Organic Social', 10],
    ['x / Social', 'x', 'Organic Social', 10],
    ['youtube / social', 'x', 'Organic Social', 10],
    ['youtube / description', 'x', 'Organic Video', 11],
    ['partner / video-ad', 'x', 'Organic Video', 11],
    ['google / organic', 'x', 'Organic Search', 12],
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
    ['firebase / x', 'x', 'Mobile Push Notifications', 18],
    ['threads / organic_social', 'x', 'Unassigned', null],
    ['partner / affiliates', 'x', 'Unassigned', null],
    ['crm / newsletter', 'x', 'Unassigned', null],
    ['print / qr', 'x', 'Unassigned', null],
    ['bluesky / ', '', 'Unassigned', null],
  ])('%s in %s is %s', (sourceAndMedium, campaign, channel, rule) => {
    const [source = '', medium = ''] = sourceAndMedium.split(' / ')
    expect(ga4Channel({ source, medium, campaign })).toMatchObject({ channel, rule })
  })
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
])('%s counts as shopping: %s', (campaign, isShopping) => {
  expect(isShoppingCampaign(campaign)).toBe(isShopping)
})
