import type { Click } from '../../src/clicks/redirect.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { noon } from '../make.ts'

/** A person's click at noon; tests write what matters. */
export function makeClick(over: Partial<Click> = {}): Click {
  return {
    at: noon,
    day: Math.floor(noon / dayMs),
    link: 1,
    post: 1,
    campaign: 1,
    channel: 'facebook',
    shop: 1,
    verdict: { class: 'human', reason: 'person', rules: 1 },
    visit: { device: 'mobile', app: 'none', browser: 'safari', os: 'ios', country: 'NO', hasGpc: false, isScan: false },
    referrer: '',
    visitor: 42,
    random: 7,
    ...over,
  }
}
