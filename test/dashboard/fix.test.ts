import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import en from '../../src/dashboard/i18n/en.json' with { type: 'json' }
import { asTyped, sayFix, type Warning } from '../../src/dashboard/pages/links/fix.ts'
import { checkDestination } from '../../src/links/destination.ts'
import {
  findDuplicateKeys,
  findForeignClickIds,
  findPlainHttp,
  findTaggedDestination,
} from '../../src/links/lint-destination.ts'
import { findHostFaults } from '../../src/links/lint-host.ts'

const i18n = createInstance()
await i18n.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } })

/** The warnings of an address as it is typed, as the server tells of them. */
function warningsOf(typed: string): Warning[] {
  const checked = checkDestination(typed, [])
  if (!checked.ok) throw new Error(checked.detail)
  const utm = { source: 'x', medium: 'social', campaign: 'jul' }
  const link = { destination: checked.url, targetUrl: checked.url, utm, shopHosts: ['fjellkaffe.example'] }
  return [findTaggedDestination, findForeignClickIds, findDuplicateKeys, findPlainHttp, findHostFaults].flatMap(
    (find) => find(link),
  )
}

describe('the fix of a warning', () => {
  it('says what it does, each in other words', () => {
    const typed = 'http://fjellkafe.example/kaffe?fbclid=a&utm_source=b&x=1&x=2'
    expect(warningsOf(typed).map((warning) => sayFix(warning, typed, i18n.t))).toEqual([
      ...['Leave the UTMs out of the address', 'Leave out fbclid', 'Keep the first of each', 'Write https://'],
      'Use fjellkaffe.example',
    ])
  })

  it('is offered for a field to be left empty, too', () => {
    const warning = { code: 'personal-data', field: 'content', message: '', suggestion: '' }
    expect(sayFix(warning, '', i18n.t)).toBe('Leave it empty')
    expect(sayFix({ ...warning, suggestion: 'jul' }, '', i18n.t)).toBe('Use jul')
  })

  it('keeps the letters of the address as they were typed', () => {
    const fix = (typed: string) => warningsOf(typed).map(({ suggestion }) => asTyped(suggestion ?? '', typed))
    expect(fix('https://fjellkaffe.example/blåbær%20te?farge=blå&fbclid=a#øl')).toEqual([
      'https://fjellkaffe.example/blåbær%20te?farge=blå#øl',
    ])
    expect(fix('https://Blåbær.fjellkaffe.example/?gclid=1')).toEqual(['https://Blåbær.fjellkaffe.example/'])
  })
})
