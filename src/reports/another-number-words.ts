/** Why two counts differ, in plain words; the dashboard has its own. */
export const reasonWords = {
  bots: 'Programs and link previews: left out here, and counted by many others.',
  'own-devices': 'Your own devices: left out here.',
  repeats:
    'The same people again on the same link within half an hour: each click counts here; others count people or sessions.',
  'asked-not-to-be-known': 'People whose browser sends Sec-GPC: counted here, often left out by others.',
  consent: 'People who didn’t consent: a click needs no consent here, measuring with cookies does.',
  'never-landed':
    'Clicks whose page was never seen to load with its click id: left too early, lost it on the way, or blocked the snippet.',
  'lost-id': 'Sessions that arrived without their click id: here they are nobody’s, UTMs may still name them there.',
  'in-app': 'Clicks in an app’s own browser: others often lose where these came from.',
  'in-app-orders': 'Orders after a click in an app’s own browser: bought in another browser, others lose them.',
  'time-zone': 'What lies near midnight is of another day in their time zone.',
  'tapped-not-opened': 'Taps that closed before the page was asked for: counted by the app, never seen here.',
  'other-clicks': 'Clicks on other links, on the profile or on “more”: some platforms count them all.',
  blocked: 'Orders that only the shop’s own system told of: no browser did, and a pixel missed them too.',
  'by-hand': 'Orders told by hand or at the counter: no website saw them.',
  window: 'Orders whose click is older than they look back.',
  'longer-window': 'Orders whose click is older than this shop looks back, and they look back further.',
  'view-through': 'Orders after seeing a post without clicking: the platform counts them, nobody else can.',
  modelled: 'Orders they estimate for people they couldn’t follow.',
  tests: 'Test orders: left out here, and in their number if their tag was there when they were made.',
  duplicates:
    'Orders told by both the browser and the shop: one here; two there, if the shop’s server sends them its orders too and they aren’t matched.',
  'own-credit': 'Orders that clicked one of these links before, and another one last: the platform may claim them.',
  'all-sources': 'Orders that no link of these led to: in their number if it is of the whole shop.',
  'credited-elsewhere': 'Orders they give to another channel, such as a search after the click.',
  refunds: 'What was given back: taken off here, seldom there.',
  'tax-and-shipping': 'Tax and shipping: in one of the numbers and not in the other, if they count them the other way.',
  currency: 'Orders in other currencies without a rate: left out of the amount here.',
} as const

export type ReasonCode = keyof typeof reasonWords

/** What is so only where something holds that nobody knows here: how the other is set up, or what its number is of. */
export const conditional: ReadonlySet<ReasonCode> = new Set([
  'duplicates',
  'tests',
  'own-credit',
  'all-sources',
  'tax-and-shipping',
])
