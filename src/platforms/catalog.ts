// Long because it is one table: every metric, what it says and, more important, what it does not.

/** 1 visibility · 2 attention · 3 engagement · 4 interaction · 5 transaction. */
export type Level = 1 | 2 | 3 | 4 | 5

export type Objective = 'awareness' | 'engagement' | 'customer-service' | 'leads-and-sales'

/**
 * `count` and `money` add up over days; all others are rates (an average or a share of the period).
 * `money…` is in minor units of the shop's currency, `percent` is 0–100.
 */
export type Unit =
  | 'count'
  | 'money'
  | 'percent'
  | 'seconds'
  | 'minutes'
  | 'per-person'
  | 'money-per-click'
  | 'money-per-follower'
  | 'money-per-lead'
  | 'money-per-order'

export type Metric = {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly objective: Objective
  readonly unit: Unit
  /** stock: how many there are (followers) · running-total: a post's count so far · flow: per period. */
  readonly kind: 'stock' | 'running-total' | 'flow'
  /** Who tells us: the platform's own figures, our click log, checked conversions, or the snippet on the shop's pages. */
  readonly source: 'platform' | 'clicks' | 'conversions' | 'snippet'
  /** Which way is better. */
  readonly direction: 'up' | 'down'
  readonly says: string
  readonly doesNotSay: string
}

/** The metric of that id, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id)
}

/** Whether it is an average or a share of a period, so that days don't add up and there is no run rate. */
export function isRate(metric: Metric): boolean {
  return metric.unit !== 'count' && metric.unit !== 'money'
}

const ofPosts = { unit: 'count', kind: 'running-total', source: 'platform', direction: 'up' } as const
const perPeriod = { unit: 'count', kind: 'flow', direction: 'up' } as const
const share = { unit: 'percent', kind: 'flow', direction: 'up' } as const
const cost = { kind: 'flow', direction: 'down' } as const

const visibility: readonly Metric[] = [
  {
    ...ofPosts,
    id: 'impressions',
    name: 'Impressions (views)',
    level: 1,
    objective: 'awareness',
    says: 'How often your posts were shown.',
    doesNotSay:
      'How many people that was, or whether anyone took the message in: one person seeing a post five times is five impressions.',
  },
  {
    ...ofPosts,
    id: 'reach',
    name: 'Reach',
    level: 1,
    objective: 'awareness',
    says: 'How many accounts had the possibility of seeing your message.',
    doesNotSay: 'Whether they took it in. Reaches of several posts or days overlap: they can’t be added up to people.',
  },
  {
    ...ofPosts,
    id: 'story_views',
    name: 'Story views',
    level: 1,
    objective: 'awareness',
    says: 'How often a story was opened.',
    doesNotSay: 'Whether it was watched: a story that is tapped away at once is a view.',
  },
  {
    ...ofPosts,
    id: 'video_views',
    name: 'Video views',
    level: 1,
    objective: 'awareness',
    says: 'How often a video was started.',
    doesNotSay:
      'Whether anyone watched: a view counts already after 3 seconds, on some platforms at once, and videos start by themselves.',
  },
]

const attention: readonly Metric[] = [
  {
    ...ofPosts,
    id: 'completed_views',
    name: 'Completed video views',
    level: 2,
    objective: 'awareness',
    says: 'How often a video was watched to its end.',
    doesNotSay:
      'How the viewer reacts. Short videos are completed by running on; platforms differ in what “end” means.',
  },
  {
    ...ofPosts,
    id: 'views_at_message',
    name: 'Views at the message',
    level: 2,
    objective: 'awareness',
    says: 'How many were still watching at the point where the video presents the message.',
    doesNotSay: 'Whether they respond. Read it at the second of your message, not at the average.',
  },
  {
    ...ofPosts,
    id: 'post_reads',
    name: 'Posts read',
    level: 2,
    objective: 'awareness',
    says: 'How often a post was opened or dwelt upon long enough to be read.',
    doesNotSay: 'How the reader reacts. Where a platform infers reading from time on screen, an idle screen reads too.',
  },
  {
    ...ofPosts,
    id: 'image_clicks',
    name: 'Picture clicks',
    level: 2,
    objective: 'engagement',
    says: 'How often a picture was clicked to be seen larger.',
    doesNotSay: 'Whether anyone wants what it shows. It is no click on the link; “all clicks” often mixes the two.',
  },
  {
    ...share,
    id: 'story_retention',
    name: 'Story retention',
    level: 2,
    objective: 'engagement',
    source: 'platform',
    says: 'Which share of those who opened a story stayed to its last picture.',
    doesNotSay: 'How they react. A story of one picture keeps everyone.',
  },
  {
    ...perPeriod,
    id: 'time_on_site',
    name: 'Active time on site',
    level: 2,
    objective: 'engagement',
    unit: 'seconds',
    source: 'snippet',
    says: 'How long a visitor from a post was active on the shop’s pages, on average.',
    doesNotSay: 'Whether the time led anywhere. An idle tab is not time, and searching in vain is.',
  },
]

const engagement: readonly Metric[] = [
  {
    ...perPeriod,
    id: 'followers',
    name: 'Followers',
    level: 3,
    objective: 'awareness',
    kind: 'stock',
    source: 'platform',
    says: 'How many accounts have asked to hear from you.',
    doesNotSay:
      'Whether they still listen or ever buy: some go dormant, so a number that doesn’t grow is an audience that shrinks.',
  },
  {
    ...perPeriod,
    id: 'new_followers',
    name: 'New followers',
    level: 3,
    objective: 'awareness',
    source: 'platform',
    says: 'How many began to follow you.',
    doesNotSay: 'Whether they stay: a give-away brings followers who leave again without a plan to keep them.',
  },
  {
    ...perPeriod,
    id: 'unfollows',
    name: 'Unfollows',
    level: 3,
    objective: 'awareness',
    source: 'platform',
    direction: 'down',
    says: 'How many stopped following you.',
    doesNotSay: 'Why. Those who mute you instead of leaving are not in it.',
  },
  {
    ...ofPosts,
    id: 'likes',
    name: 'Likes',
    level: 3,
    objective: 'engagement',
    says: 'How often someone responded to a post with a sign of approval.',
    doesNotSay:
      'Whether the response is a buying signal. It is the cheapest response, and platforms show it to keep you posting.',
  },
  {
    ...ofPosts,
    id: 'comments',
    name: 'Comments',
    level: 3,
    objective: 'engagement',
    says: 'How often someone answered a post.',
    doesNotSay:
      'Whether the response is a buying signal, or even friendly: a complaint counts as much as praise. Questions are counted apart.',
  },
  {
    ...ofPosts,
    id: 'shares',
    name: 'Shares',
    level: 3,
    objective: 'awareness',
    says: 'How often someone passed a post on (retweets and reposts too).',
    doesNotSay: 'Whether the response is a buying signal. A post is also shared to laugh at it.',
  },
  {
    ...perPeriod,
    id: 'mentions',
    name: 'Mentions',
    level: 3,
    objective: 'engagement',
    source: 'platform',
    says: 'How often others spoke of you.',
    doesNotSay: 'In what tone, or whether it sells. Counting mentions alone may not tell how successful the work is.',
  },
  {
    ...share,
    id: 'engagement_rate',
    name: 'Engagement rate',
    level: 3,
    objective: 'engagement',
    source: 'platform',
    says: 'How many responses a post got for each hundred views or followers.',
    doesNotSay:
      'Which responses: a click to the shop is worth more than a like. Platforms divide by different things, so don’t compare across them.',
  },
]

const interaction: readonly Metric[] = [
  {
    ...perPeriod,
    id: 'link_clicks',
    name: 'Link clicks',
    level: 4,
    objective: 'leads-and-sales',
    source: 'clicks',
    says: 'How often people followed your links into the shop, without bots and previews.',
    doesNotSay: 'Whether they bought. It is clicks, not people: one person may click twice.',
  },
  {
    ...share,
    id: 'click_rate',
    name: 'Click rate',
    level: 4,
    objective: 'leads-and-sales',
    source: 'clicks',
    says: 'Which share of a post’s views led to a click into the shop.',
    doesNotSay:
      'How many came: a high rate of few views is few visitors. The views it is divided by are the platform’s count.',
  },
  {
    ...ofPosts,
    id: 'shop_clicks',
    name: 'Clicks on shoppable posts',
    level: 4,
    objective: 'leads-and-sales',
    says: 'How often a product tagged in a post was clicked.',
    doesNotSay: 'Whether the click reached your shop: it is the platform’s count and may open a page inside the app.',
  },
  {
    ...perPeriod,
    id: 'direct_messages',
    name: 'Direct messages',
    level: 4,
    objective: 'customer-service',
    source: 'platform',
    says: 'How many wrote to you.',
    doesNotSay: 'What about: a question before a purchase and a complaint after one count the same.',
  },
  {
    ...perPeriod,
    id: 'questions',
    name: 'Questions in comments',
    level: 4,
    objective: 'customer-service',
    source: 'platform',
    says: 'How often someone asked you something in a comment field: an opening for a sale that you can influence.',
    doesNotSay: 'Whether the answer led to a purchase. No platform counts them; you do.',
  },
  {
    ...share,
    id: 'response_rate',
    name: 'Response rate',
    level: 4,
    objective: 'customer-service',
    source: 'platform',
    says: 'Which share of messages and questions you answered.',
    doesNotSay:
      'Whether the answer helped. It measures your own work, not the customer’s act; an automatic reply answers everything.',
  },
  {
    ...cost,
    id: 'response_time',
    name: 'Response time',
    level: 4,
    objective: 'customer-service',
    unit: 'minutes',
    source: 'platform',
    says: 'How long customers waited for an answer, on average.',
    doesNotSay:
      'Whether the answer helped. It measures your own work, and one forgotten message moves the average a lot.',
  },
  {
    ...perPeriod,
    id: 'sessions',
    name: 'Site visits',
    level: 4,
    objective: 'leads-and-sales',
    source: 'snippet',
    says: 'How many visits to the shop came from your posts.',
    doesNotSay:
      'Whether they bought. Visits of those who refuse tracking are missing, and a return another day is another visit.',
  },
  {
    ...share,
    id: 'social_traffic_share',
    name: 'Share of traffic from social media',
    level: 4,
    objective: 'leads-and-sales',
    source: 'snippet',
    says: 'Which share of the shop’s visits came from your posts.',
    doesNotSay: 'Whether they bought. It rises too when all other traffic falls.',
  },
  {
    ...cost,
    id: 'bounce_rate',
    name: 'Bounce rate',
    level: 4,
    objective: 'leads-and-sales',
    unit: 'percent',
    source: 'snippet',
    says: 'Which share of visitors from a post left without doing anything.',
    doesNotSay: 'Why: a landing page that breaks the post’s promise, or one that answered the question at once.',
  },
  {
    ...perPeriod,
    id: 'leads',
    name: 'Leads',
    level: 4,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'How many left an e-mail address or phone number after a click.',
    doesNotSay: 'Whether they will buy: a coupon for an address also collects addresses that nobody reads.',
  },
  {
    ...share,
    id: 'lead_rate',
    name: 'Lead conversion rate',
    level: 4,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'Which share of clicks left contact data.',
    doesNotSay: 'Whether the leads buy. With few clicks it swings widely: read the interval.',
  },
  {
    ...perPeriod,
    id: 'add_to_cart',
    name: 'Added to basket',
    level: 4,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'How often something was put into the basket after a click.',
    doesNotSay: 'Whether it was bought: baskets also serve as wish lists.',
  },
  {
    ...perPeriod,
    id: 'begin_checkout',
    name: 'Checkouts begun',
    level: 4,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'How often a checkout was begun after a click.',
    doesNotSay: 'Whether it was completed: many begin only to see the shipping cost.',
  },
  {
    ...cost,
    id: 'cost_per_click',
    name: 'Cost per click',
    level: 4,
    objective: 'leads-and-sales',
    unit: 'money-per-click',
    source: 'clicks',
    says: 'What a click into the shop cost in money spent.',
    doesNotSay: 'Whether the click was worth it. Time is not free either: hours you don’t log are not in it.',
  },
  {
    ...cost,
    id: 'cost_per_lead',
    name: 'Cost per lead',
    level: 4,
    objective: 'leads-and-sales',
    unit: 'money-per-lead',
    source: 'conversions',
    says: 'What a lead cost in money spent.',
    doesNotSay: 'Whether leads buy: the cheapest are often worth the least.',
  },
]

const followerCost: Metric = {
  ...cost,
  id: 'cost_per_follower',
  name: 'Cost per new follower',
  level: 3,
  objective: 'awareness',
  unit: 'money-per-follower',
  source: 'platform',
  says: 'What a new follower cost in money spent.',
  doesNotSay: 'Whether followers ever buy: bought followers are cheap and worth nothing.',
}

const transaction: readonly Metric[] = [
  {
    ...perPeriod,
    id: 'orders',
    name: 'Orders',
    level: 5,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'How many completed orders followed a click on your posts.',
    doesNotSay:
      'Whether the buyer would have come anyway. Orders have seasons: compare with the same season a year ago.',
  },
  {
    ...perPeriod,
    id: 'revenue',
    name: 'Revenue',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'money',
    source: 'conversions',
    says: 'What customers who came from your posts paid.',
    doesNotSay:
      'What you earned on it, or whether they would have come anyway. Gross and net of refunds differ: see which it is.',
  },
  {
    ...perPeriod,
    id: 'aov',
    name: 'Average order value',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'money-per-order',
    source: 'conversions',
    says: 'What an order from your posts was worth on average.',
    doesNotSay: 'How many orders there were: it rises when small orders stay away, and one large order moves it.',
  },
  {
    ...share,
    id: 'conversion_rate',
    name: 'Conversion rate',
    level: 5,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'Which share of clicks ended in a purchase.',
    doesNotSay:
      'How many bought: it rises when the merely curious stay away. With few clicks it swings widely: read the interval.',
  },
  {
    ...perPeriod,
    id: 'new_customers',
    name: 'New customers',
    level: 5,
    objective: 'leads-and-sales',
    source: 'conversions',
    says: 'How many bought from you for the first time after a click: the cheapest sign that they would not have come anyway.',
    doesNotSay: 'Whether they come back. The shop must tell who is new; guests with another address look new.',
  },
  {
    ...perPeriod,
    id: 'visits_before_purchase',
    name: 'Visits before purchase',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'per-person',
    direction: 'down',
    source: 'conversions',
    says: 'How many clicks a buyer needed on average before buying.',
    doesNotSay: 'What happened on other devices or without consent: the true number is higher.',
  },
  {
    ...cost,
    id: 'cart_abandonment_rate',
    name: 'Basket abandonment',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'percent',
    source: 'conversions',
    says: 'Which share of baskets from your posts never became an order.',
    doesNotSay: 'Why, or whether the purchase was made later on another device.',
  },
  {
    ...cost,
    id: 'cost_per_order',
    name: 'Cost per order',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'money-per-order',
    source: 'conversions',
    says: 'What an order from your posts cost in money spent.',
    doesNotSay: 'Whether the order would have come anyway, or what it earned. Hours you don’t log are not in it.',
  },
  {
    ...perPeriod,
    id: 'profit',
    name: 'Profit',
    level: 5,
    objective: 'leads-and-sales',
    unit: 'money',
    source: 'conversions',
    says: 'What your posts earned: gross margin on net revenue, less money spent.',
    doesNotSay:
      'Whether the sales would have come anyway. It is only as right as the margin and the costs you entered.',
  },
]

/** Every metric, by level. Ids are part of the contract: none is renamed or dropped. */
export const metrics: readonly Metric[] = [
  ...visibility,
  ...attention,
  ...engagement,
  followerCost,
  ...interaction,
  ...transaction,
]

const byId = new Map(metrics.map((metric) => [metric.id, metric]))
