import type { Rungs } from './ladder-rungs.ts'

export type Ladder = {
  /** Numbers of the rungs that stand, 1 to 5, ascending. */
  readonly standing: readonly number[]
  /** The last of them, 0 for none. */
  readonly highest: number
  readonly sentence: string
}

/**
 * What is known, in a few sentences, and which rungs stand. It counts what came along with what and never says what brought
 * it about: only the experiment's own verdict is about that, and it comes in its own words.
 */
export function sayLadder(orders: number, rungs: Rungs): Ladder {
  const { attributed, newCustomers, time, second, experiment } = rungs
  const { codes, heard } = second
  const stands = [
    attributed.orders > 0,
    newCustomers.attributed.known > 0,
    time.orders > 0,
    codes.codeOnly + codes.both > 0 || heard.answered > 0,
    experiment !== null,
  ]
  const said = [
    sayAttributed(orders, rungs),
    ...(attributed.orders > 0 ? [sayNew(rungs), sayTime(rungs), saySecond(rungs)] : []),
    sayEnd(rungs),
  ]
  const standing = stands.flatMap((isStanding, index) => (isStanding ? [index + 1] : []))
  return { standing, highest: standing.at(-1) ?? 0, sentence: said.filter((one) => one !== '').join(' ') }
}

/** In the words that the page uses for attributed numbers everywhere. */
export const account = 'a count that leans high'

function sayAttributed(orders: number, { attributed }: Rungs): string {
  if (orders === 0) return 'No orders came in these days.'
  const part = `${attributed.orders} of ${orders} orders`
  return `${part}${share(attributed.share, attributed.orders)} are credited to your posts: that is ${account}, since some would have come anyway.`
}

function sayNew({ newCustomers: { attributed, others, words } }: Rungs): string {
  if (words === 'too-few') return ''
  const against = `${percent(attributed.share?.value ?? 0)} against ${percent(others.share?.value ?? 0)} among the others`
  const said = {
    'clearly-more': 'New customers are clearly more frequent among them',
    'probably-more': 'New customers are probably more frequent among them',
    'no-difference': 'New customers are about as frequent among them as among the others: no difference is shown',
    'probably-fewer': 'New customers are probably rarer among them',
    'clearly-fewer': 'New customers are clearly rarer among them',
  } as const
  return `${said[words]} (${against}).`
}

function sayTime({ time: { orders, medianMs } }: Rungs): string {
  if (orders < fewest || medianMs === null) return ''
  return `Half of them came within ${duration(medianMs)} of the last click.`
}

function saySecond({ second: { codes, heard } }: Rungs): string {
  const byCode =
    codes.codeOnly + codes.both === 0
      ? ''
      : `With discount codes, ${codes.union} orders carried a click or a code; ${codes.codeOnly} of them a code alone.`
  const byAnswer =
    heard.missed.ofSocial === 0
      ? ''
      : `Asked, ${heard.missed.ofSocial} of ${heard.answered} named social media, ${heard.missed.orders} of them without a click.`
  return [byCode, byAnswer].filter((one) => one !== '').join(' ')
}

function sayEnd({ experiment }: Rungs): string {
  return experiment === null
    ? 'Only an experiment can say how many orders there would have been without the posts.'
    : 'The last experiment’s result stands on the top rung.'
}

function share(
  interval: { readonly value: number; readonly low: number; readonly high: number } | null,
  orders: number,
) {
  if (interval === null || orders < fewest) return ''
  return ` (${percent(interval.value)}, between ${percent(interval.low)} and ${percent(interval.high)})`
}

/** Fewer make a percentage that the next order would turn over. */
const fewest = 5

function percent(value: number): string {
  return `${Math.round(value * 100)}%`
}

/** 5_400_000 → `90 minutes`: rounded up, since it is said “within”. */
function duration(ms: number): string {
  const { size, name } = units.find(({ from }) => ms > from) ?? minute
  const count = Math.max(1, Math.ceil(ms / size))
  return count === 1 ? `a ${name}` : `${count} ${name}s`
}

const minute = { from: 0, size: 60_000, name: 'minute' } as const
const units = [
  { from: 48 * 3_600_000, size: 86_400_000, name: 'day' },
  { from: 120 * 60_000, size: 3_600_000, name: 'hour' },
  minute,
] as const
