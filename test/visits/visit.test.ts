import { describe, expect, it } from 'vitest'
import { beacon, tidyPage } from '../../src/visits/visit.ts'

describe('a beacon', () => {
  it('is read with its absent parts as nothing, and what it doesn’t know is passed over', () => {
    const told = { shop: '', visit: '0123456789abc', click: '', page: '/votter', views: 1, color: 'red' }
    expect(beacon.parse(told)).toEqual({ visit: '0123456789abc', page: '/votter', views: 1, seconds: 0, scroll: 0 })
    expect(beacon.parse({})).toEqual({ views: 0, seconds: 0, scroll: 0 })
  })

  it('is not believed what nobody can have done', () => {
    for (const bad of [
      { visit: '0123456789ab' },
      { visit: '0123456789ABC' },
      { visit: '20000000000000' },
      { views: -1 },
      { views: 1.5 },
      { seconds: 86_401 },
      { scroll: 101 },
      { page: '/'.repeat(2049) },
      { shop: 7 },
    ])
      expect(beacon.safeParse(bad).success).toBe(false)
  })

  it('has a visit that fits an integer both drivers keep exactly', () => {
    expect(Number.isSafeInteger(Number.parseInt('fffffffffffff', 16))).toBe(true)
  })
})

describe('the page of a landing', () => {
  it('is kept as its path alone', () => {
    expect(tidyPage('/votter/r%C3%B8d-hvit/?size=m#top')).toBe('/votter/r%C3%B8d-hvit/')
    expect(tidyPage('')).toBe('/')
    expect(tidyPage('//evil.example/x')).toBe('/evil.example/x')
    expect(tidyPage('/basket;jsessionid=4711')).toBe('/basket')
    expect(tidyPage(`/${'v'.repeat(300)}`)).toHaveLength(200)
  })

  it('names nobody and opens no door', () => {
    expect(tidyPage('/konto/kari@example.com/ordre')).toBe('/konto/*/ordre')
    expect(tidyPage('/konto/kari%40example.com')).toBe('/konto/*')
    expect(tidyPage('/reset/Zk3b9Qx81LmN04Ttr7Pq')).toBe('/reset/*')
    expect(tidyPage('/o/3f2504e0-4f89-41d3-9a0c-0305e82c3301')).toBe('/o/*')
    expect(tidyPage('/votter-med-lang-mansjett-2026-i-merinoull/12345')).toBe(
      '/votter-med-lang-mansjett-2026-i-merinoull/12345',
    )
  })
})
