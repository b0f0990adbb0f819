import type { PostContent } from '../links/post.ts'
import type { CustomerKind } from '../conversions/customer-kind.ts'

/** Whom a shop would rather have buy: those who are new, those who bought before, those who had stopped. */
export const prioritisedKinds = ['new', 'returning', 'won-back'] as const satisfies readonly CustomerKind[]
export type PrioritisedKind = (typeof prioritisedKinds)[number]

/** What a shop says of why it is in social media, in its own words. `convey` and `priority`: the most important first. */
export type PurposeAnswers = {
  readonly customers: string
  readonly theyWant: string
  readonly weWant: string
  readonly convey: readonly PostContent[]
  readonly priority: readonly PrioritisedKind[]
  readonly hoursPerWeek: number | null
  /** With its currency, as it is to be read (`NOK 500`); null where nothing was said. */
  readonly moneyPerMonth: string | null
  readonly statement: string
}

/** A draft of the purpose statement from the answers, to be rewritten in the shop's own words. Empty while there is none. */
export function suggestStatement(answers: PurposeAnswers): string {
  const { customers, theyWant, weWant, convey, priority } = answers
  const sentences = [
    customers.trim() && `We are on social media for ${continued(customers)}.`,
    theyWant.trim() && `From us they want ${continued(withoutWant(theyWant))}.`,
    weWant.trim() && `${wishOf(continued(withoutWant(weWant)))}.`,
    convey.length > 0 && `We give them ${inTurn(convey.map((kind) => contentWords[kind]))}.`,
    priority.length > 0 && `We write ${inTurn(priority.map((kind) => customerWords[kind]))}.`,
    effortOf(answers),
  ]
  return sentences.filter(Boolean).join(' ')
}

export type PurposeWarning = {
  readonly code: 'merely-to-be-seen' | 'merely-to-sell-more' | 'everything-to-everyone' | 'no-effort'
  readonly field: 'customers' | 'weWant' | 'convey' | 'statement' | 'hoursPerWeek'
  readonly message: string
  readonly suggestion: string
}

/** What to reconsider about a purpose. Warnings explain; none of them blocks. */
export function findPurposeWarnings(answers: PurposeAnswers): PurposeWarning[] {
  const { customers, weWant, convey, hoursPerWeek, moneyPerMonth } = answers
  const field = weWant.trim() === '' ? ('statement' as const) : ('weWant' as const)
  const wanted = field === 'weWant' ? weWant : answers.statement
  const warnings: PurposeWarning[] = []
  const wish = mereWish(wanted)
  if (wish) warnings.push({ ...mereWarnings[wish], field })
  if (everybody.test(customers)) warnings.push({ ...toEveryone, field: 'customers' })
  else if (convey.length >= allContents) warnings.push({ ...everything, field: 'convey' })
  const isBegun = [customers, weWant].some((text) => text.trim() !== '')
  if (isBegun && hoursPerWeek === null && moneyPerMonth === null) warnings.push(noEffort)
  return warnings
}

/**
 * What follows of wanting merely to be seen and to sell more.
 * @source the strategy text of the goal model: goal too big, sprawling work, nobody listens, no key figures
 */
export const consequences = [
  'The goal is too big to hit: nobody can say when it is reached.',
  'The work gets sprawling and sporadic: without a thread to follow, each post starts from nothing.',
  'You don’t know whom you talk to, so nobody listens.',
  'There are no key figures: when you look back, you don’t know what to measure.',
] as const

/** Posts by what they convey, of some days; `content` null: not said. */
export type ContentCount = { readonly content: PostContent | null; readonly posts: number }

/** How many of the posts conveyed what, the most frequent first, and what that says beside the order that was meant. */
export function judgeMix(convey: readonly PostContent[], counts: readonly ContentCount[]) {
  const posts = counts.reduce((sum, one) => sum + one.posts, 0)
  const untold = counts.find(({ content }) => content === null)?.posts ?? 0
  const told = posts - untold
  const kinds = counts
    .flatMap(({ content, posts: count }) => (content === null ? [] : [{ content, posts: count, share: count / told }]))
    .toSorted((one, other) => other.posts - one.posts)
  return { posts, untold, kinds, finding: findingOf(convey, kinds, { posts, untold }) }
}

/** Fewer say nothing of a mix. */
const fewestPosts = 5
const allContents = 5

function findingOf(
  convey: readonly PostContent[],
  kinds: readonly { readonly content: PostContent; readonly posts: number; readonly share: number }[],
  { posts, untold }: { readonly posts: number; readonly untold: number },
): string | null {
  const [most] = kinds
  const [first] = convey
  if (posts >= fewestPosts && untold > posts / 2)
    return `${untold} of ${posts} posts don’t say what they convey: choose it when you make or edit a post.`
  if (!most || !first || posts - untold < fewestPosts) return null
  const strange = kinds.filter(({ content }) => !convey.includes(content))
  if (most.content !== first && most.share > (kinds.find(({ content }) => content === first)?.share ?? 0))
    return `You said ${contentWords[first]} first; ${percent(most.share)} of your posts were ${contentWords[most.content]}.`
  const [other] = strange
  if (other) return `${percent(other.share)} of your posts were ${contentWords[other.content]}, which you didn’t name.`
  return 'Your posts are what you said they would be.'
}

const contentWords: Readonly<Record<PostContent, string>> = {
  knowledge: 'knowledge',
  news: 'news',
  offer: 'offers',
  service: 'service',
  inspiration: 'inspiration',
}

const customerWords: Readonly<Record<PrioritisedKind, string>> = {
  new: 'for new customers',
  returning: 'for those who buy already',
  'won-back': 'to win back those who left',
}

type Wish = 'merely-to-be-seen' | 'merely-to-sell-more'

/** In English, Norwegian, Swedish, Polish and Thai. */
const seenWords =
  /(?:be(?:ing)? (?:more )?(?:seen|visible|known)|(?:more )?visibility|exposure|(?:brand )?awareness|(?:bli |være |vare |vara )?(?:mer )?(?:synlige?|synliga|sett|sedda|kjent|kända)|synes|synas|synlighet|(?:być )?widoczn\p{L}*|rozpoznawaln\p{L}*|เป็นที่รู้จัก|ให้คนเห็น)/giu
const sellWords =
  /(?:sell(?:ing)? more|more (?:sales|orders|money)|(?:increased?|higher|grow) (?:sales|turnover)|selge mer|mer (?:salg|omsetning)|økt (?:salg|omsetning)|øke salget|sälja mer|mer försäljning|ökad försäljning|öka försäljningen|sprzedawać więcej|więcej sprzedaży|zwiększyć sprzedaż|ขายได้มากขึ้น|เพิ่มยอดขาย)/giu
const fillers =
  /(?<!\p{L})(?:we|want|to|just|only|simply|and|more|our|us|be|from|them|that|they|as|much|possible|in|on|social|media|online|get|should|vi|vil|vill|å|att|bare|bara|og|och|oss|mer|mest|mulig|chcemy|tylko|i|być|więcej|w|mediach|społecznościowych|เรา|อยาก|แค่|และ)(?!\p{L})/giu
const everybody =
  /(?<!\p{L})(?:everyone|everybody|anyone|all people|alle|alla|wszyscy|wszystkich)(?!\p{L})(?!\s+(?:who|that|in|near|within|som|i|på|w|którzy))|ทุกคน/iu

/** The wish, where nothing else is said: a few letters more are a filler we don't know. */
function mereWish(text: string): Wish | undefined {
  const sees = text.search(seenWords) >= 0
  const sells = text.search(sellWords) >= 0
  if (!sees && !sells) return undefined
  const rest = text.replaceAll(seenWords, '').replaceAll(sellWords, '').replaceAll(fillers, '')
  if ([...rest.matchAll(/\p{L}/gu)].length > 8) return undefined
  return sees ? 'merely-to-be-seen' : 'merely-to-sell-more'
}

const mereWarnings = {
  'merely-to-be-seen': {
    code: 'merely-to-be-seen',
    message: 'To be seen is no purpose yet: it says neither by whom nor what for.',
    suggestion:
      'Say what those who see you shall do: “visit the shop to try what we show”, “ask us before they buy”. Visits and questions can be counted.',
  },
  'merely-to-sell-more': {
    code: 'merely-to-sell-more',
    message: 'To sell more is what every shop wants: it doesn’t say what social media is to do for it.',
    suggestion:
      'Say the step before the sale: “inspire with our assortment, so that more visit the shop”. Visits can be counted, and sales follow them.',
  },
} as const

const toEveryone = {
  code: 'everything-to-everyone',
  message: 'What is written for everyone speaks to nobody.',
  suggestion: 'Name those you would miss most: where they live, what they like, when they buy.',
} as const

const everything = {
  code: 'everything-to-everyone',
  message: 'All kinds of content are named: that is everything to everyone, and leaves nothing out.',
  suggestion: 'Keep the two or three that your customers would miss, the most important first.',
} as const

const noEffort: PurposeWarning = {
  code: 'no-effort',
  field: 'hoursPerWeek',
  message: 'Neither hours nor money are said. Time isn’t free either.',
  suggestion: 'Guess the hours a week: goals are judged by whether they fit in, and costs are reckoned with them.',
}

function effortOf({ hoursPerWeek, moneyPerMonth }: PurposeAnswers): string | false {
  const hours = hoursPerWeek === null ? '' : `${hoursPerWeek} ${hoursPerWeek === 1 ? 'hour' : 'hours'} a week`
  const money = moneyPerMonth === null ? '' : `${moneyPerMonth} a month`
  const parts = [hours, money].filter(Boolean)
  return parts.length > 0 && `We put in ${parts.join(' and ')}.`
}

/** `knowledge first, then offers and service` */
function inTurn([first = '', ...rest]: readonly string[]): string {
  if (rest.length === 0) return `${first} first of all`
  return `${first} first, then ${[rest.slice(0, -1).join(', '), rest.at(-1)].filter(Boolean).join(' and ')}`
}

function withoutWant(text: string): string {
  return text.trim().replace(/^(?:(?:they|our customers|customers|we) want|want)\s+/i, '')
}

/** As the rest of a sentence: on one line, without its full stop, small at its beginning unless that is a name. */
function continued(text: string): string {
  const line = text
    .trim()
    .replaceAll(/\s*\n+\s*/g, '; ')
    .replace(/[.!…\s]+$/, '')
  const [word = ''] = line.split(/[\s,]/)
  return beginnings.has(word.toLowerCase()) ? line.charAt(0).toLowerCase() + line.slice(1) : line
}

/** `visit us` is what they are to do, `sell more` what we would; anything else is something to have of them. */
function wishOf(text: string): string {
  const bare = text.replace(/^to /i, '')
  const verb = `${bare.charAt(0).toLowerCase()}${bare.slice(1)}`
  if (theirVerbs.test(bare)) return `We want them to ${verb}`
  return bare !== text || ourVerbs.test(bare) ? `We want to ${verb}` : `From them we want ${text}`
}

const theirVerbs =
  /^(?:visit|order|book|ask|come|buy|call|write|try|return|tell|recommend|sign|subscribe|join|knit|read) /i
const ourVerbs = /^(?:sell|be|get|see|inspire|help|reach|win|fill|have|keep|grow|become) /i

/** Words that aren't names, with which such answers begin. */
const beginnings = new Set(
  `a an the our those people families parents women men students young older local home neighbours customers businesses
  anyone everyone to that them they more good new fresh quick advice answers help ideas tips recipes inspiration news
  offers orders visits questions know see find try cheap knowledge service somebody someone lunch dinner food`.split(
    /\s+/,
  ),
)

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
