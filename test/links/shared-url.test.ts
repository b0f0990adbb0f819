import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Shared, sharedTitle, sharedUrl } from '../../src/links/shared-url.ts'

const page = 'https://shop.example/kaffe?farge=bl%C3%A5#topp'

describe('sharedUrl', () => {
  it.each<[Shared, string | undefined]>([
    [{ url: page }, page],
    [{ url: page, text: 'https://other.example/' }, page],
    [{ text: page }, page],
    [{ title: 'Kaffe', text: `Se her: ${page}` }, page],
    [{ url: '', text: `Kaffe\n${page}\nfra appen` }, page],
    [{ text: 'Kaffe (https://shop.example/kaffe).' }, 'https://shop.example/kaffe'],
    [{ text: 'https://shop.example/kaffe_(hel)' }, 'https://shop.example/kaffe_(hel)'],
    [{ text: '“https://shop.example/kaffe”!' }, 'https://shop.example/kaffe'],
    [{ title: `Kaffe ${page}` }, page],
    [{ url: 'content://media/7', text: page }, page],
    [{ url: 'javascript:alert(1)' }, undefined],
    [{ text: 'bare kaffe' }, undefined],
    [{ text: 'https://' }, undefined],
    [{}, undefined],
  ])('finds in %j: %s', (shared, url) => {
    expect(sharedUrl(shared)).toBe(url)
  })

  it('finds any address, wherever it is put', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.constantFrom('url', 'text', 'title'),
        (url, where) => {
          fc.pre(!/[.,;:!?)\]}'…]$/.test(url))
          expect(sharedUrl({ [where]: url })).toBe(url)
        },
      ),
    )
  })
})

describe('sharedTitle', () => {
  it.each<[Shared, string]>([
    [{ title: 'Kaffe', text: page }, 'Kaffe'],
    [{ text: `Kaffe fra fjellet – ${page}` }, 'Kaffe fra fjellet'],
    [{ title: page, text: page }, ''],
    [{ title: `Kaffe ${page}`, url: page }, 'Kaffe'],
    [{}, ''],
  ])('reads %j as “%s”', (shared, title) => {
    expect(sharedTitle(shared)).toBe(title)
  })
})
