import { confirmBuyer } from './attribution/confirm.ts'
import { createCrediting } from './attribution/credit.ts'
import { settleBursts } from './clicks/burst.ts'
import { keepUp } from './clicks/rollup.ts'
import { forgetSeen } from './clicks/seen-store.ts'
import type { Tally } from './clicks/tally.ts'
import { forgetOld } from './privacy/forget.ts'
import type { Happening, Runtime } from './runtime.ts'
import { dayMs } from './shops/calendar.ts'

/** What happens after what: each kind of happening and the functions that follow it, in order. The entries hand it in as `emit`. */
export function createFlow(runtime: Omit<Runtime, 'emit'>): Runtime['emit'] {
  const credit = createCrediting(runtime)
  const follows = {
    'conversion-recorded': [
      ({ conversionId }) => credit(conversionId),
      ({ conversionId }) => confirmBuyer(runtime, conversionId),
    ],
  } satisfies Record<Happening['kind'], readonly ((happening: Happening) => Promise<void>)[]>

  return async (happening) => {
    for (const follow of follows[happening.kind]) await follow(happening)
  }
}

/** What happens after a time. `run` does one portion, short enough for the event loop, and says whether more waits. */
export type Task = {
  readonly name: string
  readonly everyMs: number
  run(runtime: TaskRuntime): Promise<boolean>
}

/** `tally`: the clicks that this process has added up itself, where it does. */
export type TaskRuntime = Pick<Runtime, 'database' | 'now'> & { readonly tally?: Tally }

export const tasks: readonly Task[] = [
  {
    name: 'roll clicks up',
    everyMs: 250,
    run: ({ database, tally }) => keepUp(database, { most: 1_000, tally }),
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
    name: 'forget what was kept long enough',
    everyMs: 3_600_000,
    run: ({ database, now }) => forgetOld(database, { now: now(), most: 500 }),
  },
]

const seenAtOnce = 2_000
