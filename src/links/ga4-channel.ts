import { builtInGrouping, type Ga4Grouping, type Ga4Tagged } from './ga4-grouping.ts'

/** Google Analytics' channel for a visit. `rule`: its place among the ordered rules, from 1; null when none fits. */
export type Ga4Channel = {
  readonly channel: string
  readonly rule: number | null
  readonly why: string
  /** The day of the rules and lists that say so, and where they are from: `built-in`, or the name of a loaded file. */
  readonly asOf: string
  readonly origin: string
}

/**
 * The default channel group Google Analytics 4 puts a link's visits in: the first rule that fits, letter case ignored.
 * @source Google Analytics help 9756891 (ga4-rules.ts, ga4-sources.ts), or the list that was loaded instead
 */
export function ga4Channel(tagged: Ga4Tagged, grouping: Ga4Grouping = builtInGrouping): Ga4Channel {
  const { asOf, origin, rules } = grouping
  const index = grouping.find(tagged)
  const rule = rules[index]
  return rule
    ? { channel: rule.channel, rule: index + 1, why: rule.why, asOf, origin }
    : {
        channel: 'Unassigned',
        rule: null,
        why: 'no rule of Google Analytics knows this source and medium',
        asOf,
        origin,
      }
}
