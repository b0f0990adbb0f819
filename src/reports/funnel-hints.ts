import type { Level } from '../platforms/catalog.ts'
import { shareOfGroups, shrinkShare } from '../statistics/shrinkage.ts'
import type { Step } from './funnel-steps.ts'

/**
 * Where a row loses most, compared with the others: `drop` when the highest its rate may be, drawn towards what is usual, is
 * below theirs; `few` where there is too little to say; `none` where no step is clearly below.
 */
export type Hint = {
  readonly kind: 'drop' | 'few' | 'none'
  readonly step: { readonly from: Level; readonly to: Level } | null
  readonly says: string
}

type Row = { readonly key: string; readonly label: string; readonly group: string; readonly steps: readonly Step[] }
/** What the others are called: `posts on Facebook`, `campaigns`. */
type Naming = (group: string) => string

/** Hints by the rows' keys, and where the whole loses most: the row with the most that were lost. */
export function findDrops(rows: readonly Row[], nameOthers: Naming): { of: ReadonlyMap<string, Hint>; most: Hint } {
  const found = new Map<string, Finding[]>(rows.map((row) => [row.key, []]))
  for (const together of Map.groupBy(rows, ({ group }) => group).values())
    for (const at of together[0]?.steps.keys() ?? [])
      for (const finding of compare(together, at)) found.get(finding.key)?.push(finding)
  const of = new Map(rows.map((row) => [row.key, hintOn(found.get(row.key) ?? [], nameOthers(row.group))]))
  const drops = [...found.values()].flat().filter(({ isBelow }) => isBelow)
  const worst = drops.toSorted((a, b) => b.lost - a.lost)[0]
  const row = rows.find(({ key }) => key === worst?.key)
  if (worst && row) return { of, most: toHint(worst, `“${row.label}”: `, nameOthers(row.group)) }
  const isFew = [...of.values()].every(({ kind }) => kind === 'few')
  return { of, most: isFew ? few : none }
}

type Finding = {
  readonly key: string
  readonly step: Step
  readonly others: number
  readonly othersRate: number
  readonly low: number
  readonly high: number
  readonly value: number
  readonly isBelow: boolean
  /** How many more would have gone on at the others' rate. */
  readonly lost: number
}

/** Fewer others, or fewer to go on, than this say little. */
const fewestOthers = 3
const fewestTrials = 30

/** One step of all rows that belong together. */
function compare(rows: readonly Row[], at: number): Finding[] {
  const known = rows.flatMap(({ key, steps }) => {
    const step = steps[at]
    // Without an interval the two counts aren't of the same, and a low rate may mean nothing.
    return step?.interval && step.part !== null && step.of ? [{ key, step, successes: step.part, trials: step.of }] : []
  })
  const prior = shareOfGroups(known)
  if (!prior) return []
  return known.flatMap((one) => {
    const trials = prior.trials - one.trials
    if (known.length - 1 < fewestOthers || one.trials < fewestTrials || trials < fewestTrials) return []
    const othersRate = (prior.successes - one.successes) / trials
    const { value, low, high } = shrinkShare(one, prior)
    return {
      ...{ key: one.key, step: one.step, others: known.length - 1, othersRate, value, low, high },
      isBelow: high < othersRate,
      lost: one.trials * (othersRate - value) * worth[one.step.to],
    }
  })
}

/** A lost order weighs more than a lost click, a like least: only to choose which to name first. */
const worth: Readonly<Record<Level, number>> = { 1: 0, 2: 0.01, 3: 0.01, 4: 1, 5: 30 }

function hintOn(findings: readonly Finding[], others: string): Hint {
  if (findings.length === 0) return few
  const worst = findings
    .filter(({ isBelow }) => isBelow)
    .toSorted((a, b) => a.value / a.othersRate - b.value / b.othersRate)[0]
  return worst ? toHint(worst, '', others) : none
}

function toHint({ step, value, low, high, others, othersRate }: Finding, whose: string, name: string): Hint {
  const range = `${percent(value)} (${percent(low)} to ${percent(high)})`
  const words = whose === '' ? going[step.to].replace(/^t/, 'T') : going[step.to]
  const says = `${whose}${words}: about ${range}, where your ${others} other ${name} get ${percent(othersRate)}.`
  return { kind: 'drop', step: { from: step.from, to: step.to }, says }
}

const going: Readonly<Record<Level, string>> = {
  1: '',
  2: 'the biggest drop is from being shown to being read',
  3: 'the biggest drop is from being shown to a response',
  4: 'the biggest drop is from being shown to a click',
  5: 'the biggest drop is from the click to an order',
}

const few: Hint = { kind: 'few', step: null, says: 'Few data: too little to compare with the others yet.' }
const none: Hint = { kind: 'none', step: null, says: 'No step is clearly below the others.' }

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 2 : 0)}%`
}
