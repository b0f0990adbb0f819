/**
 * Who can tell of a sale, and how far each is believed: a pixel is an address that anybody can open, a script runs in
 * the visitor's browser, a call with a key or to a secret address comes from a server, and what is signed comes from the
 * shop system itself.
 */
export const sources = ['pixel', 'script', 'api', 'postback', 'signed', 'stripe', 'woocommerce', 'shopify'] as const
export type Source = (typeof sources)[number]

/** More is trusted more. */
export const trust = {
  pixel: 1,
  script: 2,
  api: 3,
  postback: 3,
  signed: 4,
  stripe: 4,
  woocommerce: 4,
  shopify: 4,
} as const satisfies Record<Source, number>

/** Conversions of this trust or more were told by the shop itself, not by a visitor's browser. */
export const verifiedTrust = 3

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
  postback: 3,
  api: 4,
  signed: 5,
  stripe: 6,
  woocommerce: 7,
  shopify: 8,
} as const satisfies Record<Source, number>

/** `rank` as SQL over a column that holds a source. */
export function rankSql(column: string): string {
  return casesSql(column, rank)
}

function casesSql(column: string, numbers: Readonly<Record<Source, number>>): string {
  return `case ${column} ${sources.map((source) => `when '${source}' then ${numbers[source]}`).join(' ')} else 0 end`
}
