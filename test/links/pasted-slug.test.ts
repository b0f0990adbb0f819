import { expect, it } from 'vitest'
import { pastedSlug } from '../../src/links/pasted-slug.ts'

const hosts = ['localhost:8787', 'go.shop.example']

it.each([
  ['https://go.shop.example/jul', 'jul'],
  ['HTTP://Go.Shop.Example/jul', 'jul'],
  ['localhost:8787/jul', 'jul'],
  ['/jul', 'jul'],
  ['/jul+', 'jul'],
  ['https://go.shop.example/jul/', 'jul'],
  ['https://go.shop.example/jul?qr=1', 'jul'],
])('reads the slug off %s', (text, slug) => {
  expect(pastedSlug(text, hosts)).toBe(slug)
})

it.each(['jul', 'https://shop.example/jul', 'https://go.shop.example/a/b', '/', 'black week', '/varm suppe', '/te/'])(
  'leaves %s as it is',
  (text) => {
    expect(pastedSlug(text, hosts)).toBe(text)
  },
)
