import { confirmBuyer } from './attribution/confirm.ts'
import { createCrediting, creditClick, creditWaiting } from './attribution/credit.ts'
import { settleBursts } from './clicks/burst.ts'
import { keepUp } from './clicks/rollup.ts'
import { forgetSeen } from './clicks/seen-store.ts'
import type { Tally } from './clicks/tally.ts'
import { countWaiting } from './conversions/counted-store.ts'
import { keepWooCommerce } from './conversions/woocommerce/keep.ts'
import { sendDue } from './leader/send.ts'
import { forgetOld } from './privacy/forget.ts'
import type { Happening, Runtime } from './runtime.ts'
import { dayMs } from './shops/calendar.ts'
import { reconvertSome } from './shops/rate-store.ts'

/** What happens after what: each kind of happening and the functions that follow it, in order. The entries hand it in as `emit`. */
export function createFlow(runtime: Omit<Runtime, 'emit'>): Runtime['emit'] {
  const credit = createCrediting(runtime)
  const follows = {
    'conversion-recorded': [
      ({ conversionId }) => credit(conversionId),
      ({ conversionId }) => confirmBuyer(runtime, conversionId),
    ],
    'click-landed': [({ click }) => creditClick(runtime, click)],
  } satisfies Follows

  return (happening) => followAll(follows, happening.kind, happening)
}

type Kinds = Happening['kind']
type Of<Kind extends Kinds> = Extract<Happening, { kind: Kind }>
type Follows = { readonly [Kind in Kinds]: readonly ((happening: Of<Kind>) => Promise<void>)[] }

async function followAll<Kind extends Kinds>(follows: Follows, kind: Kind, happening: Of<Kind>): Promise<void> {
  for (const follow of follows[kind]) await follow(happening)
}

/** What happens after a time. `run` does one portion, short enough for the event loop, and says whether more waits. */
export type Task = {
  readonly name: string
  readonly everyMs: number
  run(runtime: TaskRuntime): Promise<boolean>
}

/** `tally`: the clicks that this process has added up itself, where it does. */
export type TaskRuntime = Runtime & { readonly tally?: Tally }

export const tasks: readonly Task[] = [
  {
    name: 'roll clicks up',
    everyMs: 250,
    run: ({ database, tally }) => keepUp(database, { most: 1_000, tally }),
  },
  {
    name: 'count conversions for reports',
    everyMs: 250,
    run: ({ database }) => countWaiting(database),
  },
  {
    name: 'settle bursts',
    everyMs: 60_000,
    run: async ({ database, now }) => (await settleBursts(database, now())) < 0,
  },
  {
    // Around the world it is yesterday, today and tomorrow of UTC; of what lies before nobody asks any more.
    name: 'forget who was seen',
    everyMs: 600_000,
    run: async ({ database, now }) =>
      (await forgetSeen(database, Math.floor(now() / dayMs) - 2, seenAtOnce)) === seenAtOnce,
  },
  {
    name: 'convert what waits for a rate',
    everyMs: 5_000,
    run: ({ database }) => reconvertSome(database),
  },
  {
    name: 'credit anew what a code or link says something else of',
    everyMs: 2_000,
    run: creditWaiting,
  },
  {
    name: 'forget what was kept long enough',
    everyMs: 3_600_000,
    run: ({ database, now }) => forgetOld(database, { now: now(), most: 500 }),
  },
  {
    // A portion is a page of orders: on Workers, where it comes each minute, an invocation may run so many queries.
    name: 'look after connected WooCommerce shops',
    everyMs: 2_000,
    run: keepWooCommerce,
  },
  {
    name: 'send reports that are due',
    everyMs: 60_000,
    run: sendDue,
  },
]

const seenAtOnce = 2_000
