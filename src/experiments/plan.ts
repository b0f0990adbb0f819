import { type Channel, channels } from '../links/channel.ts'
import type { Shop } from '../shops/shop.ts'
import { showDay } from '../shops/calendar.ts'
import { alpha, dayAfter, type Experiment, type Outcome, showInstant } from './experiment.ts'
import { type Detectable, sayDetectable } from './detectable.ts'

/** A week of an experiment; days on the shop's calendar, both included. `countedFrom`: behind the wash-out days. */
export type PlannedWeek = {
  readonly pair: number
  readonly from: number
  readonly to: number
  readonly countedFrom: number
  /** Undefined as long as nothing is drawn. */
  readonly isOn: boolean | undefined
}

type Weeks = Pick<Experiment, 'pairs' | 'firstMonday' | 'washOutDays'>

/** The weeks in their order. Of each pair one is on: the first where the pair's digit of the seed is 8 or more. */
export function planWeeks({ pairs, firstMonday, washOutDays }: Weeks, seed: string | null = null): PlannedWeek[] {
  return Array.from({ length: pairs * 2 }, (_, week) => {
    const pair = Math.floor(week / 2) + 1
    const from = firstMonday + week * 7
    const isOnFirst = seed === null ? undefined : Number.parseInt(seed.charAt(pair - 1), 16) >= 8
    const isOn = isOnFirst === undefined ? undefined : isOnFirst === (week % 2 === 0)
    return { pair, from, to: from + 6, countedFrom: from + washOutDays, isOn }
  })
}

/** One hexadecimal digit for each of up to 20 pairs, from the system's own randomness. */
export function drawSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function showWeek({ pair, from, to, countedFrom, isOn }: PlannedWeek) {
  return { pair, from: showDay(from), to: showDay(to), countedFrom: showDay(countedFrom), on: isOn ?? null }
}

/** The smallest p that a test of so many pairs can give: 1 ÷ 2^pairs, twice that for two sides. */
export function smallestP({ pairs, sides }: Pick<Experiment, 'pairs' | 'sides'>): number {
  return sides / 2 ** pairs
}

/** What would be in vain: said, not refused. */
export function warnOf(plan: Pick<Experiment, 'pairs' | 'sides'>, detectable: Detectable): PlanWarning[] {
  const warnings: PlanWarning[] = []
  if (smallestP(plan) > alpha) {
    const needed = plan.sides === 1 ? 5 : 6
    const sided = plan.sides === 1 ? 'one-sided' : 'two-sided'
    const detail = `With ${plan.pairs} pairs no result can be clear enough: chance alone gives the best one in ${inHundred(smallestP(plan))} of 100 draws, and the line is 5. A ${sided} test needs ${needed} pairs.`
    warnings.push({ code: 'too-few-pairs', field: 'pairs', detail })
  }
  if (detectable.known && detectable.percent !== null && detectable.percent > 50)
    warnings.push({
      code: 'only-large-effects',
      field: 'pairs',
      detail: 'Few shops sell half as much again because of their posts: plan more pairs, or leave it.',
    })
  return warnings
}

export type PlanWarning = { readonly code: string; readonly field: string; readonly detail: string }

/** 0.0625 → `6`, 0.004 → `0.4`. What isn't the line of 5 is never called 5: 0.0508 → `5.1`. */
export function inHundred(p: number): string {
  const share = p * 100
  if (share !== 5 && Math.round(share) === 5)
    return [1, 2, 3, 4].map((digits) => share.toFixed(digits)).find((text) => Number(text) !== 5) ?? String(share)
  return share >= 1 ? String(Math.round(share)) : String(Number(share.toPrecision(1)))
}

/** What is registered when it begins, line by line: its SHA-256 is the hash that is shown. */
export function lockText(experiment: Experiment, shop: Shop, { seed, drawnBefore, detectable, now }: Locking): string {
  const { id, hypothesis, metric, channel, sides, washOutDays } = experiment
  const weeks = planWeeks(experiment, seed)
  const last = showDay(dayAfter(experiment) - 1)
  return [
    `Tilltrail experiment ${id}`,
    `Shop: ${toLine(shop.name)} (${shop.id}), ${shop.currency}, ${shop.timeZone}`,
    `Hypothesis: ${toLine(hypothesis)}`,
    `Outcome: ${sayOutcome(metric, shop)}`,
    `On weeks: posts with links as usual. Off weeks: no new posts with links on ${channel === null ? 'any channel' : nameOf(channel)}.`,
    ...weeks.map(
      ({ pair, from, to, isOn }) => `Pair ${pair}: ${showDay(from)} to ${showDay(to)} ${isOn ? 'on' : 'off'}`,
    ),
    `Drawn by: ${seed} (a pair begins with its on week where its digit is 8 or more)`,
    `Drawn for these weeks before, and stopped: ${drawnBefore}`,
    `Wash-out: days at the beginning of each week that don't count: ${washOutDays}; what is counted is scaled to seven days`,
    `Test: exact sign-flip test of the mean difference on − off, ${sides === 1 ? 'one-sided (more with posts)' : 'two-sided'}, at ${alpha}`,
    `Stop rule: all weeks are waited for, up to and including ${last}; stopped earlier there is no verdict`,
    'Left out: whole pairs only, with a reason, before the last week is over; the result with them is shown too',
    `Told before: ${sayDetectable(detectable)}`,
    `Registered: ${showInstant(now)}`,
  ].join('\n')
}

function nameOf(channel: Channel): string {
  return channels.find(({ id }) => id === channel)?.name ?? channel
}

/** `drawnBefore`: how many other experiments were begun in these weeks and stopped, after their draw was seen. */
type Locking = {
  readonly seed: string
  readonly drawnBefore: number
  readonly detectable: Detectable
  readonly now: number
}

function toLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}

function sayOutcome(metric: Outcome, { currency, revenueBasis }: Shop): string {
  if (metric === 'orders') return 'all orders of the shop'
  if (metric === 'new_customers') return 'all orders of the shop whose customer is new'
  return `net revenue of the shop in ${currency} (${revenueBasis}), less what was given back of its orders`
}
