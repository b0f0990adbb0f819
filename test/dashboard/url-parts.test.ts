import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAtUtm } from '../../src/dashboard/pages/links/url-parts.ts'
import { buildTarget } from '../../src/links/utm.ts'

describe('cutAtUtm', () => {
  it('marks each of our pairs and leaves the rest', () => {
    const utm = { source: 'facebook', medium: 'social', campaign: 'autumn' }
    expect(cutAtUtm(buildTarget('https://shop.example/a?b=1#top', utm))).toEqual([
      { kind: 'own', text: 'https://shop.example/a?b=1' },
      { kind: 'utm', name: 'source', text: '&utm_source=facebook' },
      { kind: 'utm', name: 'medium', text: '&utm_medium=social' },
      { kind: 'utm', name: 'campaign', text: '&utm_campaign=autumn' },
      { kind: 'own', text: '#top' },
    ])
  })

  it('leaves what merely looks like ours in the fragment', () => {
    expect(cutAtUtm('https://shop.example/#/x?utm_source=y')).toEqual([
      { kind: 'own', text: 'https://shop.example/' },
      { kind: 'own', text: '#/x?utm_source=y' },
    ])
  })

  it('gives the URL back when joined', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, campaign) => {
        const target = buildTarget(url, { source: 'x', medium: 'social', campaign })
        expect(
          cutAtUtm(target)
            .map(({ text }) => text)
            .join(''),
        ).toBe(target)
      }),
    )
  })
})
