import { clickClasses, reasons, rulesVersion, type Verdict } from './classify.ts'
import { type App, apps, type Browser, browsers, type Device, devices, type Os, systems } from './user-agent.ts'

/**
 * How a click is packed on disk. Two integers of 31 bits at most, so that bit operators work on them: `verdict`, which
 * may be judged anew, and `visit`, which was observed and stays. Positions are for ever; SQL uses them too (`sql` below).
 */
export type Settled = Verdict & {
  /** Bits of `firstScopes`: the visitor's first human click today on this link, post, campaign, channel, in this shop. */
  readonly firsts: number
}

export type Visit = {
  readonly device: Device
  readonly app: App
  readonly browser: Browser
  readonly os: Os
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly country: string
  readonly hasGpc: boolean
  /** It came by a QR code: `qr=1`. */
  readonly isScan: boolean
}

/** Scopes in which a visitor can be seen first today, and their bits in `firsts`. */
export const firstScopes = ['link', 'post', 'campaign', 'channel', 'shop'] as const
export type FirstScope = (typeof firstScopes)[number]

export function packVerdict(verdict: Settled): number {
  return (
    clickClasses.indexOf(verdict.class) |
    (reasons.indexOf(verdict.reason) << 3) |
    (verdict.rules << 9) |
    (verdict.firsts << 15)
  )
}

export function unpackVerdict(packed: number): Settled {
  return {
    class: clickClasses[packed & 7] ?? 'bot',
    reason: reasons[(packed >> 3) & 63] ?? 'bot-agent',
    rules: (packed >> 9) & 63,
    firsts: (packed >> 15) & 31,
  }
}

/** The verdict as it is stored, with what the neighbours say: a person again on the same link is a repeat. */
export function packSettled(
  { verdict }: { readonly verdict: Verdict },
  { firsts, isRepeat }: { readonly firsts: number; readonly isRepeat: boolean },
): number {
  return isRepeat && verdict.class === 'human' ? packedRepeat : packVerdict({ ...verdict, firsts })
}

const packedRepeat = packVerdict({ class: 'repeat', reason: 'repeat', rules: rulesVersion, firsts: 0 })

export function packVisit(visit: Visit): number {
  return (
    devices.indexOf(visit.device) |
    (apps.indexOf(visit.app) << 3) |
    (browsers.indexOf(visit.browser) << 8) |
    (systems.indexOf(visit.os) << 13) |
    (packCountry(visit.country) << 17) |
    ((visit.hasGpc ? 1 : 0) << 27) |
    ((visit.isScan ? 1 : 0) << 28)
  )
}

export function unpackVisit(packed: number): Visit {
  return {
    device: devices[packed & 7] ?? 'unknown',
    app: apps[(packed >> 3) & 31] ?? 'none',
    browser: browsers[(packed >> 8) & 31] ?? 'unknown',
    os: systems[(packed >> 13) & 15] ?? 'unknown',
    country: unpackCountry((packed >> 17) & 1023),
    hasGpc: ((packed >> 27) & 1) === 1,
    isScan: ((packed >> 28) & 1) === 1,
  }
}

/** The same positions as SQL over the columns `verdict` and `visit` of a click. */
export const clickSql = {
  class: '(verdict & 7)',
  judged: '(verdict & 511)',
  firstBit: (scope: FirstScope) => `((verdict >> ${15 + firstScopes.indexOf(scope)}) & 1)`,
  device: '(visit & 7)',
  app: '((visit >> 3) & 31)',
  browser: '((visit >> 8) & 31)',
  country: '((visit >> 17) & 1023)',
  scan: '((visit >> 28) & 1)',
} as const

/** Where class and first-today bits stand in a packed verdict. */
export function verdictBits(scopes: readonly FirstScope[]): number {
  return scopes.reduce((bits, scope) => bits | (1 << (15 + firstScopes.indexOf(scope))), 7)
}

/** Class and reason of a packed verdict, without rules and first-today bits. */
export function judgedOf(verdict: number): number {
  return verdict & 511
}

/** Country and device of a packed visit, as numbers. */
export function deviceOf(visit: number): number {
  return visit & 7
}

export function countryOf(visit: number): number {
  return (visit >> 17) & 1023
}

/** Whether a packed visit came by a QR code. */
export function isScan(visit: number): boolean {
  return ((visit >> 28) & 1) === 1
}

/** `NO` → 1 + 13·26 + 14; 0 is unknown. */
export function packCountry(country: string): number {
  if (!/^[A-Z]{2}$/.test(country)) return 0
  return 1 + (country.charCodeAt(0) - 65) * 26 + (country.charCodeAt(1) - 65)
}

export function unpackCountry(packed: number): string {
  if (packed < 1 || packed > 676) return ''
  return String.fromCharCode(65 + Math.floor((packed - 1) / 26), 65 + ((packed - 1) % 26))
}
