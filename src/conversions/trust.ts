/**
 * Who can tell of a sale, and how far each is believed: a pixel is an address that anybody can open, a script runs in
 * the visitor's browser, a call with a key comes from the shop's own server.
 */
export const sources = ['pixel', 'script', 'api'] as const
export type Source = (typeof sources)[number]

/** More is trusted more. Signed webhooks of the shop system stand above a call with a key. */
export const trust = { pixel: 1, script: 2, api: 3 } as const satisfies Record<Source, number>

/** Conversions of this trust or more were told by the shop itself, not by a visitor's browser. */
export const verifiedTrust = 3

/** The same order as SQL over a column that holds a source. */
export function trustSql(column: string): string {
  const cases = sources.map((source) => `when '${source}' then ${trust[source]}`)
  return `case ${column} ${cases.join(' ')} else 0 end`
}
