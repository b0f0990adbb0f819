import { ga4Categories, type Ga4Rule, ga4Rules, type Ga4Test, rulesAsOf } from './ga4-rules.ts'
import { type Ga4Sources, ga4Sources, sourcesAsOf } from './ga4-sources.ts'

export type Ga4Tagged = Ga4Rule['example']

/** What Google Analytics groups visits by, at one time: its ordered rules, and its lists of sources. */
export type Ga4Grouping = {
  /** The day it was read from Google, 2025-11-25. */
  readonly asOf: string
  /** `built-in`, or the name of the file that was loaded. */
  readonly origin: string
  readonly rules: readonly Ga4Rule[]
  readonly sources: Ga4Sources
  /** The first rule that fits, from 0; -1 for none. */
  find(tagged: Ga4Tagged): number
}

type Parts = Omit<Ga4Grouping, 'find'>

export function makeGrouping(parts: Parts): Ga4Grouping {
  const tests = parts.rules.map(({ all }) => all.map((group) => group.map((test) => prepare(test, parts.sources))))
  return {
    ...parts,
    find({ source, medium, campaign }) {
      const tagged = { source: source.toLowerCase(), medium: medium.toLowerCase(), campaign: campaign.toLowerCase() }
      return tests.findIndex((all) => all.every((group) => group.some((fits) => fits(tagged))))
    },
  }
}

function prepare(test: Ga4Test, sources: Ga4Sources): (tagged: Ga4Tagged) => boolean {
  if ('list' in test) return ({ source }) => sources[test.list].has(source)
  if ('isOneOf' in test) {
    const values = new Set(test.isOneOf.map((value) => value.toLowerCase()))
    return (tagged) => values.has(tagged[test.field])
  }
  const expression = new RegExp(test.matches, 'is')
  return (tagged) => expression.test(tagged[test.field])
}

/** Our own transcript and selection; used until a newer one is loaded. */
export const builtInGrouping = makeGrouping({
  asOf: [rulesAsOf, sourcesAsOf].toSorted()[0] ?? '',
  origin: 'built-in',
  rules: ga4Rules,
  sources: ga4Sources,
})

/** The list of Google's that a source is on; undefined for none. */
export function categoryOf(source: string, { sources }: Pick<Ga4Grouping, 'sources'>) {
  return ga4Categories.find((category) => sources[category].has(source.toLowerCase()))
}
