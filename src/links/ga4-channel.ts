import { searchSources, shoppingSources, socialSources, videoSources } from './ga4-sources.ts'
import type { Utm } from './utm.ts'

type Tagged = Pick<Utm, 'source' | 'medium' | 'campaign'>

/** Google Analytics' channel for a visit. `rule`: its place among the ordered rules, from 1; null when none fits. */
export type Ga4Channel = { readonly channel: string; readonly rule: number | null; readonly why: string }

/**
 * The default channel group Google Analytics 4 puts a link's visits in: the first rule that fits, letter case ignored.
 * @source Google Analytics help 9756891, as of `sourcesAsOf`; paid search and paid video by analogy with paid social.
 */
export function ga4Channel({ source, medium, campaign }: Tagged): Ga4Channel {
  const tagged = { source: source.toLowerCase(), medium: medium.toLowerCase(), campaign: campaign.toLowerCase() }
  const index = rules.findIndex((rule) => rule.fits(tagged))
  const rule = rules[index]
  return rule
    ? { channel: rule.channel, rule: index + 1, why: rule.why }
    : { channel: 'Unassigned', rule: null, why: 'no rule of Google Analytics knows this source and medium' }
}

/** A campaign name that Google Analytics takes for shopping: `shop` at the start, after an e or after no letter; `shopping`. */
export function isShoppingCampaign(campaign: string): boolean {
  return /(?:^|[^a-df-z])shop|shopping/.test(campaign.toLowerCase())
}

type Rule = { readonly channel: string; readonly why: string; fits(tagged: Tagged): boolean }

const rules: readonly Rule[] = [
  {
    channel: 'Direct',
    why: 'the source is (direct) and the medium is empty',
    fits: ({ source, medium }) => source === '(direct)' && ['(none)', '(not set)'].includes(medium),
  },
  {
    channel: 'Cross-network',
    why: 'the campaign contains cross-network',
    fits: ({ campaign }) => campaign.includes('cross-network'),
  },
  {
    channel: 'Paid Shopping',
    why: 'a shopping source or a campaign named after a shop, with a paid medium',
    fits: (tagged) => isShopping(tagged) && isPaid(tagged),
  },
  {
    channel: 'Paid Search',
    why: 'a search engine with a paid medium',
    fits: (tagged) => searchSources.has(tagged.source) && isPaid(tagged),
  },
  {
    channel: 'Paid Social',
    why: 'a social network on its list with a paid medium',
    fits: (tagged) => socialSources.has(tagged.source) && isPaid(tagged),
  },
  {
    channel: 'Paid Video',
    why: 'a video site with a paid medium',
    fits: (tagged) => videoSources.has(tagged.source) && isPaid(tagged),
  },
  { channel: 'Display', why: 'a display medium', fits: ({ medium }) => displayMediums.includes(medium) },
  {
    channel: 'Paid Other',
    why: 'a paid medium (it contains cp, begins with paid, or is ppc or retargeting)',
    fits: isPaid,
  },
  { channel: 'Organic Shopping', why: 'a shopping source or a campaign named after a shop', fits: isShopping },
  {
    channel: 'Organic Social',
    why: 'a social network on its list, or a medium such as social',
    fits: ({ source, medium }) => socialSources.has(source) || socialMediums.includes(medium),
  },
  {
    channel: 'Organic Video',
    why: 'a video site, or a medium with video in it',
    fits: ({ source, medium }) => videoSources.has(source) || medium.includes('video'),
  },
  {
    channel: 'Organic Search',
    why: 'a search engine, or the medium organic',
    fits: ({ source, medium }) => searchSources.has(source) || medium === 'organic',
  },
  {
    channel: 'Referral',
    why: 'the medium is referral, app or link',
    fits: ({ medium }) => ['referral', 'app', 'link'].includes(medium),
  },
  {
    channel: 'Email',
    why: 'the source or the medium is email',
    fits: ({ source, medium }) => emailNames.includes(source) || emailNames.includes(medium),
  },
  { channel: 'Affiliates', why: 'the medium is affiliate', fits: ({ medium }) => medium === 'affiliate' },
  { channel: 'Audio', why: 'the medium is audio', fits: ({ medium }) => medium === 'audio' },
  {
    channel: 'SMS',
    why: 'the source or the medium is sms',
    fits: ({ source, medium }) => source === 'sms' || medium === 'sms',
  },
  {
    channel: 'Mobile Push Notifications',
    why: 'the medium ends in push or names mobile or notification, or the source is firebase',
    fits: ({ source, medium }) => /push$|mobile|notification/.test(medium) || source === 'firebase',
  },
]

const displayMediums = ['display', 'banner', 'expandable', 'interstitial', 'cpm']
const socialMediums = ['social', 'social-network', 'social-media', 'sm', 'social network', 'social media']
const emailNames = ['email', 'e-mail', 'e_mail', 'e mail']

function isShopping({ source, campaign }: Tagged): boolean {
  return shoppingSources.has(source) || isShoppingCampaign(campaign)
}

function isPaid({ medium }: Tagged): boolean {
  return medium.includes('cp') || medium.startsWith('paid') || medium === 'ppc' || medium === 'retargeting'
}
