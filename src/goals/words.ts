import * as z from 'zod'
import { channels, type Channel } from '../links/channel.ts'
import { findMetric, isRate, type Metric } from '../platforms/catalog.ts'
import { showDay } from '../shops/calendar.ts'
import { paceOver, readDays, readPace, type WordDays, type WordPace } from './words-days.ts'
import { readTarget, type WordTarget } from './words-number.ts'

/** What a sentence says of a goal; null where it says nothing. Days `2026-11-22`. */
export type GoalWords = {
  readonly metric: string | null
  readonly scope: { readonly channel?: Channel; readonly place?: string }
  readonly target: number | null
  /** So many, or so many per cent, more than there are; less than 0 for fewer. */
  readonly increase: WordTarget['increase']
  readonly baseline: number | null
  /** As written: a code, or kr for any crowns. */
  readonly currency: string | null
  readonly from: string | null
  readonly to: string | null
  /** Words that nothing was made of. */
  readonly unknown: readonly string[]
  readonly missing: readonly ('metric' | 'target' | 'days')[]
}

export const wordsBody = z.strictObject({
  text: z
    .string('is missing: say the goal in a sentence')
    .trim()
    .min(1, 'must not be empty')
    .max(300, 'must have 300 characters at most'),
  shopId: z.string().exactOptional(),
})

/** A goal out of plain English by word lists: `20 % more followers on Facebook within a month`. */
export function readGoalWords(
  text: string,
  { today, own = [] }: { readonly today: number; readonly own?: readonly Metric[] },
): GoalWords {
  let rest = ` ${text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\s+/g, ' ')} `
  const understand = (words: string) => {
    const at = rest.toLowerCase().indexOf(words)
    if (at >= 0) rest = `${rest.slice(0, at)} · ${rest.slice(at + words.length)}`
  }
  const ownMetric = findOwn(rest.toLowerCase(), own)
  if (ownMetric) understand(ownMetric.name.toLowerCase())
  const channel = findChannel(rest)
  if (channel) understand(channel.words)
  const days = readDays(rest.toLowerCase(), today)
  if (days) understand(days.words)
  const pace = days ? readPace(rest.toLowerCase()) : null
  if (pace) understand(pace.words)
  const place = findPlace(rest)
  if (place) understand(place.words.toLowerCase())
  const named = ownMetric ? { id: ownMetric.id, words: '' } : findNamed(rest.toLowerCase())
  if (named) understand(named.words)
  const known = ownMetric ?? findMetric(named?.id ?? '')
  const said = readTarget(rest.toLowerCase(), known?.unit === 'percent')
  const amount = days && pace && said ? overDays(said, { known, days, pace }) : said
  for (const words of amount?.words ?? []) understand(words)
  const metric = withMoney(named?.id ?? null, amount?.currency ?? null, text)
  return {
    metric,
    scope: { ...(channel ? { channel: channel.id } : {}), ...(place ? { place: place.name } : {}) },
    target: amount?.target ?? null,
    increase: amount?.increase ?? null,
    baseline: amount?.baseline ?? null,
    currency: amount?.currency ?? null,
    from: days ? showDay(days.from) : null,
    to: days ? showDay(days.to) : null,
    unknown: leftOver(rest),
    missing: [
      ...(metric === null ? (['metric'] as const) : []),
      ...(amount === null ? (['target'] as const) : []),
      ...(days === null ? (['days'] as const) : []),
    ],
  }
}

/** So many a day, week or month, over all of the days; of what isn't added up over days a value stays one. */
function overDays(
  said: WordTarget,
  { known, days, pace }: { readonly known: Metric | undefined; readonly days: WordDays; readonly pace: WordPace },
): WordTarget {
  if (known && isRate(known)) return said
  const whole = (value: number) => paceOver(value, pace, days)
  const increase = said.increase?.unit === 'number' ? { ...said.increase, by: whole(said.increase.by) } : said.increase
  if (said.target === null) return { ...said, increase }
  // So many a day of what there is a stock of are so many more.
  if (known?.kind === 'stock') return { ...said, target: null, increase: { by: whole(said.target), unit: 'number' } }
  return { ...said, increase, target: whole(said.target) }
}

/** Sold for an amount is revenue, sold so many is orders. */
function withMoney(metric: string | null, currency: string | null, text: string): string | null {
  if (currency === null) return metric ?? (/\b(?:sell|selling|sold)\b/i.test(text) ? 'orders' : null)
  return metric === null || metric === 'orders' ? 'revenue' : metric
}

function findOwn(text: string, own: readonly Metric[]): Metric | undefined {
  return own.toSorted((a, b) => b.name.length - a.name.length).find(({ name }) => text.includes(name.toLowerCase()))
}

/** Most telling first: what is found first is meant. */
const metricWords: readonly (readonly [id: string, words: RegExp])[] = [
  ['cost_per_order', /\bcost per (?:order|sale)\b/],
  ['cost_per_click', /\bcost per click\b|\bcpc\b/],
  ['cost_per_lead', /\bcost per lead\b/],
  ['cost_per_follower', /\bcost per (?:new )?(?:follower|fan)\b/],
  ['conversion_rate', /\bconversion rate\b|\bconversions? \(?%\)?/],
  ['lead_rate', /\blead (?:conversion )?rate\b/],
  ['click_rate', /\bclick[- ]?(?:through[- ])?rate\b|\bctr\b/],
  ['engagement_rate', /\bengagement(?: rate)?\b/],
  ['response_rate', /\b(?:response|reply|answer) rate\b/],
  ['response_time', /\b(?:response|reply|answer) times?\b/],
  ['bounce_rate', /\bbounce rate\b/],
  ['story_retention', /\bstory retention\b/],
  ['aov', /\baverage (?:order(?: value)?|basket|purchase)\b|\baov\b|\b(?:basket size|order value)\b/],
  ['new_customers', /\bnew (?:customers?|buyers?|clients?)\b|\bfirst[- ]time (?:customers?|buyers?)\b/],
  ['new_followers', /\bnew (?:followers?|fans?|subscribers?)\b/],
  ['unfollows', /\bunfollow(?:s|ers)\b/],
  ['story_views', /\bstory views\b|\bviews of (?:our )?stories\b/],
  ['completed_views', /\bcompleted (?:video )?views\b|\bwatched to the end\b/],
  ['video_views', /\bvideo views\b|\bviews of (?:our )?videos?\b/],
  ['followers', /\bfollowers?\b|\bfans?\b|\bsubscribers?\b|\bfollowing\b|\bpage likes\b/],
  ['shop_clicks', /\bclicks on (?:shoppable posts|products?)\b/],
  ['link_clicks', /\b(?:link )?clicks?\b/],
  ['sessions', /\b(?:site |web(?:site)? |shop )?(?:visits?|visitors?|sessions)\b|\b(?:web(?:site)? )?traffic\b/],
  ['direct_messages', /\b(?:direct |private )?messages\b|\bdms?\b/],
  ['questions', /\bquestions?(?: in (?:the )?comments)?\b|\binquiries\b/],
  ['leads', /\bleads?\b|\bsign[- ]?ups?\b|\bregistrations?\b|\be-?mail addresses\b/],
  ['add_to_cart', /\badd(?:ed|s)?[- ]to[- ](?:cart|basket|bag)s?\b|\b(?:filled )?baskets\b/],
  ['begin_checkout', /\bcheckouts?(?: begun| started)?\b/],
  ['likes', /\blikes?\b|\bhearts?\b|\breactions\b/],
  ['comments', /\bcomments?\b/],
  ['shares', /\bshares?\b|\bretweets?\b|\breposts?\b/],
  ['mentions', /\bmentions?\b/],
  ['reach', /\bpeople reached\b|(?<!\bto |^ )\breach\b(?! (?:\d|·|a |an |our ))/],
  ['impressions', /\bimpressions?\b|\bviews\b/],
  ['profit', /\bprofits?\b/],
  [
    'revenue',
    /\brevenue\b|\bturnover\b|\bincome\b|\bsell (?:[\w ]+ )?for\b|\bsales (?:of|for|worth)\b(?= *(?:nok|sek|dkk|eur|usd|gbp|[€$£]))/,
  ],
  ['orders', /\borders?\b|\bpurchases?\b|\bsales?\b|\btransactions?\b|\bbuyers?\b|\bconversions?\b|\bcustomers\b/],
]

function findNamed(text: string): { readonly id: string; readonly words: string } | null {
  for (const [id, words] of metricWords) {
    const match = words.exec(text)
    if (match) return { id, words: match[0] }
  }
  return null
}

const spellings: readonly (readonly [Channel, RegExp])[] = [
  ['facebook', /\bfacebook\b|\bfb\b/i],
  ['instagram', /\binstagram\b|\binsta\b|\big\b/i],
  ['tiktok', /\btik ?tok\b/i],
  ['linkedin', /\blinked ?in\b/i],
  ['pinterest', /\bpinterest\b/i],
  ['youtube', /\byou ?tube\b|\byt\b/i],
  ['threads', /\bthreads\b/i],
  ['bluesky', /\bbluesky\b/i],
  ['snapchat', /\bsnap(?:chat)?\b/i],
  ['whatsapp', /\bwhatsapp\b/i],
  ['reddit', /\breddit\b/i],
  ['google-business', /\bgoogle (?:my )?business(?: profile)?\b/i],
  ['newsletter', /\b(?:the |our )?newsletter\b/i],
  ['blog', /\b(?:the |our )?blog\b/i],
  // Both are words too.
  ['x', /\b(?:twitter|(?:on|from|via) x)\b|\bX\b/],
  ['line', /\bLINE\b|\b(?:on|from|via) line\b/],
]

function findChannel(text: string): { readonly id: Channel; readonly words: string } | null {
  for (const [id, pattern] of spellings) {
    const match = pattern.exec(text)
    if (match) return { id, words: match[0].toLowerCase() }
  }
  const named = channels.find(({ name }) => name.length > 6 && text.toLowerCase().includes(name.toLowerCase()))
  return named ? { id: named.id, words: named.name.toLowerCase() } : null
}

const ourPlace = /\b(?:in|near|around) (our (?:city|town|area|neighbou?rhood|region|country))\b/i
const namedPlace = /\bin (\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)/u

function findPlace(text: string): { readonly name: string; readonly words: string } | null {
  const match = ourPlace.exec(text) ?? namedPlace.exec(text)
  const [words, name] = match ?? []
  return words === undefined || name === undefined ? null : { name, words }
}

/** Words of a sentence that say nothing of a goal. */
const fillers = new Set(
  `a about achieve add additional an and another are as at be become boost bring by can channel collect coming customers cut
  decrease do each earn every extra fewer for from gain get give goal grow growth have help hit i improve in increase into is
  keep less lift like link links lower make many me month more much must need net new next no number of off on online or orders our out
  over page people per period please posts profile raise reach reduce sell selling shop should shorten social media some store
  that the than their them there these this through time times to today total towards up us via want we will win with within
  work worth would year you your account accounts least most only bigger higher drop double increasing through each half it
  its`.split(/\s+/),
)

function leftOver(rest: string): string[] {
  const words = rest.split(/[\s·,;:!?()"“”]+/).map((word) => word.replace(/^[.'’-]+|[.'’-]+$/g, ''))
  return words.filter((word) => word !== '' && !fillers.has(word.toLowerCase()))
}
