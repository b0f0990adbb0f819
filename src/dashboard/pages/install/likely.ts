import type { Live } from '../../queries/install.ts'
import type { SourceState } from './source-state.ts'
import { type System, usesSnippet } from './systems.ts'

/** Why nothing comes, or something wrong. */
export const causes = [
  'signature',
  'local',
  'insecure',
  'disabled',
  'testMode',
  'consent',
  'csp',
  'host',
  'cache',
  'blocker',
] as const
export type Cause = (typeof causes)[number]

export type Facts = {
  readonly system: System
  readonly publicUrl: string
  readonly isPublicUrlLocal: boolean
  readonly tracking: string
  readonly source: SourceState
  readonly live: Live
}

/** The causes that what came in so far speaks for, the likeliest first. Those of the rest stay possible. */
export function likelyCauses(facts: Facts): readonly Cause[] {
  const found = rules.flatMap(({ causes: named, isLikely }) => (isLikely(facts) ? named : []))
  return causes.filter((cause) => found.includes(cause))
}

type Rule = { readonly causes: readonly Cause[]; readonly isLikely: (facts: Facts) => boolean }

const rules: readonly Rule[] = [
  { causes: ['local'], isLikely: ({ isPublicUrlLocal }) => isPublicUrlLocal },
  {
    causes: ['insecure'],
    isLikely: ({ isPublicUrlLocal, publicUrl }) => !isPublicUrlLocal && publicUrl.startsWith('http:'),
  },
  { causes: ['signature'], isLikely: ({ source }) => source.kind === 'bad' },
  { causes: ['disabled'], isLikely: isSilent },
  { causes: ['testMode'], isLikely: isAllTests },
  { causes: ['consent', 'host', 'cache'], isLikely: hasNoClicks },
  { causes: ['csp', 'cache', 'blocker'], isLikely: isSnippetUnheard },
]

const silenceMs = 3_600_000

/** Pages tell of orders that the shop system, which told before, hasn't told of for an hour. */
function isSilent({ source, live }: Facts): boolean {
  if (source.kind !== 'ok') return false
  const told = ordersOf(live).filter((one) => !one.test && (one.source === 'script' || one.source === 'pixel'))
  return told.some((one) => Date.parse(one.receivedAt) - Date.parse(source.at) > silenceMs)
}

function isAllTests({ live }: Facts): boolean {
  const orders = ordersOf(live).filter(({ source }) => source !== 'api')
  return orders.length > 0 && orders.every(({ test }) => test)
}

function hasNoClicks({ live, tracking }: Facts): boolean {
  const orders = ordersOf(live).filter(({ test }) => !test)
  return tracking !== 'count' && orders.length > 0 && orders.every(({ reason }) => reason === 'no-click')
}

function isSnippetUnheard({ system, live }: Facts): boolean {
  if (!usesSnippet(system) || live.lastVisitDay !== null) return false
  return !live.items.some(({ source }) => source === 'script')
}

function ordersOf({ items }: Live): Live['items'] {
  return items.filter(({ event }) => event === 'purchase')
}
