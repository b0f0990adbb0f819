import * as z from 'zod'

export const ga4Categories = ['search', 'shopping', 'social', 'video'] as const
export type Ga4Category = (typeof ga4Categories)[number]

const field = z.enum(['source', 'medium', 'campaign'])
const words = z.array(z.string().min(1)).min(1)
const expression = z.string().refine(isExpression, 'must be a regular expression')

/**
 * One thing a rule of Google Analytics asks of a visit; letter case never matters. `list`: the source is on Google's list
 * of that kind.
 */
const ga4Test = z.union([
  z.strictObject({ list: z.enum(ga4Categories) }),
  z.strictObject({ field, isOneOf: words }),
  z.strictObject({ field, matches: expression }),
])
export type Ga4Test = z.output<typeof ga4Test>

/**
 * A rule fits when each of its groups has a test that does: `[[a, b], [c]]` is (a or b) and c. `why`: the same in words,
 * for a sentence. `example`: a visit that this rule takes, and no rule before it.
 */
export const ga4Rule = z.strictObject({
  channel: z.string().min(1).max(60),
  why: z.string().min(1).max(200),
  all: z.array(z.array(ga4Test).min(1)).min(1),
  example: z.strictObject({ source: z.string(), medium: z.string(), campaign: z.string() }),
})
export type Ga4Rule = z.output<typeof ga4Rule>

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

/** Day of the transcript the rules below were read in. */
export const rulesAsOf = '2025-11-25'

// Google's own expressions (help 9756891), which match whole values.
const paid: Ga4Test = { field: 'medium', matches: '^(.*cp.*|ppc|retargeting|paid.*)$' }
const namedShop: Ga4Test = { field: 'campaign', matches: '^(.*(([^a-df-z]|^)shop|shopping).*)$' }
const shopping: Ga4Test = { list: 'shopping' }
const email = ['email', 'e-mail', 'e_mail', 'e mail']
const social = ['social', 'social-network', 'social-media', 'sm', 'social network', 'social media']

/**
 * The default channel group of Google Analytics 4; the first rule that fits wins.
 * @source Google Analytics help 9756891, in Velir/dbt-ga4's transcript; paid search and paid video by analogy with paid social.
 */
export const ga4Rules: readonly Ga4Rule[] = [
  {
    channel: 'Direct',
    why: 'the source is (direct) and the medium (none) or (not set)',
    all: [[{ field: 'source', isOneOf: ['(direct)'] }], [{ field: 'medium', isOneOf: ['(none)', '(not set)'] }]],
    example: { source: '(direct)', medium: '(none)', campaign: '(not set)' },
  },
  {
    channel: 'Cross-network',
    why: 'the campaign contains cross-network',
    all: [[{ field: 'campaign', matches: 'cross-network' }]],
    example: { source: 'google', medium: 'cpc', campaign: 'cross-network-spring' },
  },
  {
    channel: 'Paid Shopping',
    why: 'a shopping source or a campaign named after a shop, with a paid medium',
    all: [[shopping, namedShop], [paid]],
    example: { source: 'facebook', medium: 'cpc', campaign: 'summer-shop' },
  },
  {
    channel: 'Paid Search',
    why: 'a search engine on its list, with a paid medium',
    all: [[{ list: 'search' }], [paid]],
    example: { source: 'google', medium: 'cpc', campaign: 'spring' },
  },
  {
    channel: 'Paid Social',
    why: 'a social network on its list, with a paid medium',
    all: [[{ list: 'social' }], [paid]],
    example: { source: 'instagram', medium: 'paid-social', campaign: 'spring' },
  },
  {
    channel: 'Paid Video',
    why: 'a video site on its list, with a paid medium',
    all: [[{ list: 'video' }], [paid]],
    example: { source: 'youtube', medium: 'cpc', campaign: 'spring' },
  },
  {
    channel: 'Display',
    why: 'the medium is display, banner, expandable, interstitial or cpm',
    all: [[{ field: 'medium', isOneOf: ['display', 'banner', 'expandable', 'interstitial', 'cpm'] }]],
    example: { source: 'avis.example', medium: 'banner', campaign: 'spring' },
  },
  {
    channel: 'Paid Other',
    why: 'a paid medium: it contains cp, begins with paid, or is ppc or retargeting',
    all: [[paid]],
    example: { source: 'threads', medium: 'paid-social', campaign: 'spring' },
  },
  {
    channel: 'Organic Shopping',
    why: 'a shopping source or a campaign named after a shop',
    all: [[shopping, namedShop]],
    example: { source: 'instagram', medium: 'social', campaign: 'summer-shop' },
  },
  {
    channel: 'Organic Social',
    why: 'a social network on its list, or a medium such as social',
    all: [[{ list: 'social' }, { field: 'medium', isOneOf: social }]],
    example: { source: 'threads', medium: 'social', campaign: 'spring' },
  },
  {
    channel: 'Organic Video',
    why: 'a video site on its list, or a medium with video in it',
    all: [[{ list: 'video' }, { field: 'medium', matches: '^(.*video.*)$' }]],
    example: { source: 'youtube', medium: 'description', campaign: 'spring' },
  },
  {
    channel: 'Organic Search',
    why: 'a search engine on its list, or the medium organic',
    all: [[{ list: 'search' }, { field: 'medium', isOneOf: ['organic'] }]],
    example: { source: 'google', medium: 'organic', campaign: 'spring' },
  },
  {
    channel: 'Referral',
    why: 'the medium is referral, app or link',
    all: [[{ field: 'medium', isOneOf: ['referral', 'app', 'link'] }]],
    example: { source: 'blog', medium: 'referral', campaign: 'spring' },
  },
  {
    channel: 'Email',
    why: 'the source or the medium is email, e-mail, e_mail or e mail',
    all: [
      [
        { field: 'source', isOneOf: email },
        { field: 'medium', isOneOf: email },
      ],
    ],
    example: { source: 'newsletter', medium: 'email', campaign: 'spring' },
  },
  {
    channel: 'Affiliates',
    why: 'the medium is affiliate',
    all: [[{ field: 'medium', isOneOf: ['affiliate'] }]],
    example: { source: 'partner', medium: 'affiliate', campaign: 'spring' },
  },
  {
    channel: 'Audio',
    why: 'the medium is audio',
    all: [[{ field: 'medium', isOneOf: ['audio'] }]],
    example: { source: 'podcast', medium: 'audio', campaign: 'spring' },
  },
  {
    channel: 'SMS',
    why: 'the source or the medium is sms',
    all: [
      [
        { field: 'source', isOneOf: ['sms'] },
        { field: 'medium', isOneOf: ['sms'] },
      ],
    ],
    example: { source: 'crm', medium: 'sms', campaign: 'spring' },
  },
  {
    channel: 'Mobile Push Notifications',
    why: 'the medium ends in push or names mobile or notification, or the source is firebase',
    all: [
      [
        { field: 'medium', matches: 'push$|mobile|notification' },
        { field: 'source', isOneOf: ['firebase'] },
      ],
    ],
    example: { source: 'app', medium: 'web-push', campaign: 'spring' },
  },
]
