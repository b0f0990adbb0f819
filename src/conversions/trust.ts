/**
 * Who can tell of a sale, and how far each is believed: a pixel is an address that anybody can open, a script runs in
 * the visitor's browser, the shop's people write down by hand what they heard, a call with a key or to a secret address
 * comes from a server, an import is the shop system's own list, and what is signed comes from the shop system itself.
 */
export const sources = [
  'pixel',
  'script',
  'hand',
  'api',
  'postback',
  'import',
  'signed',
  'stripe',
  'woocommerce',
  'shopify',
] as const
export type Source = (typeof sources)[number]

/** More is trusted more. */
export const trust = {
  pixel: 1,
  script: 2,
  hand: 3,
  api: 4,
  postback: 4,
  import: 4,
  signed: 5,
  stripe: 5,
  woocommerce: 5,
  shopify: 5,
} as const satisfies Record<Source, number>

/** Conversions of this trust or more were told by the shop's own systems. */
export const verifiedTrust = 4
/** Those of this trust were told by the shop's people. */
export const reportedTrust = 3

/** Sources in the visitor's browser; orders by hand are told by people and see what no browser does. */
export const browserSources = sources.filter((source) => trust[source] < reportedTrust)

/** Trust as SQL over a column that holds a source. */
export function trustSql(column: string): string {
  return casesSql(column, trust)
}

/**
 * Who is taken at their word where several tell: by trust, and among the equally trusted always the same one, so that an
 * order comes to the same whichever arrives first.
 */
export const rank = {
  pixel: 1,
  script: 2,
  hand: 3,
  postback: 4,
  api: 5,
  import: 6,
  signed: 7,
  stripe: 8,
  woocommerce: 9,
  shopify: 10,
} as const satisfies Record<Source, number>

/** `rank` as SQL over a column that holds a source. */
export function rankSql(column: string): string {
  return casesSql(column, rank)
}

function casesSql(column: string, numbers: Readonly<Record<Source, number>>): string {
  return `case ${column} ${sources.map((source) => `when '${source}' then ${numbers[source]}`).join(' ')} else 0 end`
}
