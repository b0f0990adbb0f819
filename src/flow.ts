import { creditConversion } from './attribution/credit.ts'
import type { Happening, Runtime } from './runtime.ts'

/** What happens after what: each kind of happening and the functions that follow it, in order. The entries hand it in as `emit`. */
export function createFlow(runtime: Omit<Runtime, 'emit'>): Runtime['emit'] {
  const follows = {
    'conversion-recorded': [({ conversionId }) => creditConversion(runtime, conversionId)],
  } satisfies Record<Happening['kind'], readonly ((happening: Happening) => Promise<void>)[]>

  return async (happening) => {
    for (const follow of follows[happening.kind]) await follow(happening)
  }
}
