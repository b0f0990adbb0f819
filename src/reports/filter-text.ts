/** Filters as an address has them, shared with the dashboard. */

/** The key of what has none: no campaign, no placement, no app. Parentheses can't be part of a UTM value. */
export const noKey = '(none)'

/** Leaves what is one of these keys, or none of them. */
type Keys = { readonly isNot: boolean; readonly keys: readonly string[] }

/** As a query parameter has it. */
export function showFilter({ isNot, keys }: Keys): string {
  return (isNot ? 'not:' : '') + keys.map((key) => key.replaceAll(/[\\,:]/g, String.raw`\$&`)).join(',')
}

/** The keys of a parameter, whatever they are; undefined where there are none. */
export function readFilter(told: string): Keys | undefined {
  const isNot = told.startsWith('not:')
  const parts = (isNot ? told.slice(4) : told).match(/(?:\\.|[^\\,])+/gsu) ?? []
  const keys = parts.map((part) => part.trim().replaceAll(/\\(.)/gsu, '$1')).filter((key) => key !== '')
  return keys.length === 0 ? undefined : { isNot, keys: [...new Set(keys)] }
}
