import { type ClickClass, clickClasses } from './classify.ts'
import { clickSql, type FirstScope, firstScopes, unpackVerdict } from './click.ts'

/** Clicks of these classes; with `first`, those alone that were their visitor's first of the day there. */
type Rule = { readonly classes: readonly ClickClass[]; readonly first?: FirstScope }

/** Whose clicks a number of the reports counts. Each class is in one of them. */
export const countedClasses = {
  human: ['human', 'repeat'],
  bot: ['preview', 'bot', 'prefetch'],
  internal: ['internal'],
} as const satisfies Readonly<Record<string, readonly ClickClass[]>>

/** What the columns of the roll-ups count. The SQL and the sums in memory (tally.ts) are both made from this. */
const rules = {
  clicks: { classes: clickClasses },
  human: { classes: countedClasses.human },
  bot: { classes: countedClasses.bot },
  internal: { classes: countedClasses.internal },
  first_link: { classes: countedClasses.human, first: 'link' },
  first_post: { classes: countedClasses.human, first: 'post' },
  first_campaign: { classes: countedClasses.human, first: 'campaign' },
  first_channel: { classes: countedClasses.human, first: 'channel' },
  first_shop: { classes: countedClasses.human, first: 'shop' },
} as const satisfies Readonly<Record<string, Rule>>
export type CountedColumn = keyof typeof rules

/** How a row of `clicks` counts in a column, as SQL: 0 or 1. */
export function countedSql(column: CountedColumn): string {
  const { classes, first }: Rule = rules[column]
  // A bit for each class: cheaper to test than a list.
  const mask = classes.reduce((bits, name) => bits | (1 << clickClasses.indexOf(name)), 0)
  return `(${first === undefined ? '' : `${clickSql.firstBit(first)} & `}(${mask} >> ${clickSql.class}) & 1)`
}

/** The same of a packed verdict. */
export function countVerdict(column: CountedColumn, packed: number): 0 | 1 {
  const { classes, first }: Rule = rules[column]
  const { class: clickClass, firsts } = unpackVerdict(packed)
  return classes.includes(clickClass) && (first === undefined || hasFirst(firsts, first)) ? 1 : 0
}

function hasFirst(firsts: number, scope: FirstScope): boolean {
  return ((firsts >> firstScopes.indexOf(scope)) & 1) === 1
}
