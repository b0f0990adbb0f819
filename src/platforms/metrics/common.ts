/** What metrics of one origin have in common. The full shape is checked where they come together, in catalog.ts. */
const fromPlatform =
  'The platform’s own statistics: its export read as a file, a number written down each week, or the API.'
const fromConversions =
  'What the shop tells of (snippet, webhook, API, file or by hand), joined to the click on your link before it.'

export const ofPosts = {
  unit: 'count',
  kind: 'running-total',
  source: 'platform',
  direction: 'up',
  comesFrom: fromPlatform,
  improve: null,
} as const

export const told = {
  unit: 'count',
  kind: 'flow',
  source: 'platform',
  direction: 'up',
  comesFrom: fromPlatform,
  improve: null,
} as const

export const clicked = {
  unit: 'count',
  kind: 'flow',
  source: 'clicks',
  direction: 'up',
  comesFrom: 'Counted here, each time somebody opens one of your short links.',
  improve: null,
} as const

export const visited = {
  unit: 'count',
  kind: 'flow',
  source: 'snippet',
  direction: 'up',
  comesFrom: 'Measured by the snippet on the shop’s pages, of visitors who may be counted.',
  improve: null,
} as const

export const converted = {
  unit: 'count',
  kind: 'flow',
  source: 'conversions',
  direction: 'up',
  comesFrom: fromConversions,
  improve: null,
} as const

/** Better the lower it is. */
export const cost = { direction: 'down' } as const

export const withCosts = ' The costs are those written down for the posts: money and hours.'
