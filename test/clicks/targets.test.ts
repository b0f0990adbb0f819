import { describe, expect, it } from 'vitest'
import { openTargets } from '../../src/clicks/targets.ts'
import { makeApp } from '../app/make-app.ts'
import { change } from '../app/sql.ts'
import { openShop } from '../app/talk.ts'

async function openSome(count: number, over: { most?: number; domains?: readonly string[] } = {}) {
  const app = await makeApp()
  const shop = await openShop(app)
  const { database } = app.runtime
  const paths: string[] = []
  for (let made = 0; made < count; made++) paths.push(`/${(await shop.link()).slug}`)
  const targets = openTargets({
    ...{ database, clickParam: 'till', revision: database.revision },
    readDomains: () => new Set(over.domains ?? []),
    ...(over.most === undefined ? {} : { most: over.most }),
  })
  const known = (host = '') => paths.filter((path) => targets.known(path, host) !== undefined)
  return { targets, paths, known, database, shop }
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

describe('the links in mind', () => {
  it('stay there through a flood of unknown slugs', async () => {
    const { targets, paths, known, database } = await openSome(100, { most: 150 })
    expect(known()).toEqual([])
    for (const path of paths) await targets.find(path, '')
    expect(known()).toEqual(paths)
    for (let round = 0; round < 20; round++) {
      const unknown = Array.from({ length: 1_000 }, () => `/${Math.random().toString(36).slice(2, 10)}x`)
      await Promise.all(unknown.map((path) => targets.find(path, `${round}.example`)))
      expect(unknown.filter((path) => targets.known(path, ''))).toEqual([])
      // Clicks that are stored meanwhile don't make them forget either.
      await change(database, `insert into counters (name, label, value) values ('a', ?, 1)`, String(round))
      await turn()
    }
    expect(known()).toEqual(paths)
  })

  it('are so many at most, and those known longest make room', async () => {
    const { targets, paths, known } = await openSome(10, { most: 6 })
    for (const path of paths) await targets.find(path, '')
    expect(known()).toEqual(paths.slice(4))
  })

  it('are forgotten once any of them may have changed', async () => {
    const { targets, paths, known, database } = await openSome(3)
    const [path = ''] = paths
    for (const one of paths) await targets.find(one, '')
    await change(database, `update links set destination = 'https://shop.example/new' where slug = ?`, path.slice(1))
    expect(known()).toEqual([])
    expect((await targets.find(path, ''))?.prepared.head).toMatch(/^https:\/\/shop\.example\/new\?/)
    expect(known()).toEqual([path])
  })

  it('aren’t kept when they were read while they changed', async () => {
    const { targets, paths, known, database } = await openSome(1)
    const [path = ''] = paths
    const finding = targets.find(path, '')
    await change(database, 'update links set archived_at = 1')
    await finding
    expect(known().map((one) => targets.known(one, '')?.archived_at)).not.toContain(null)
  })

  it('take one place each, however their slug is spelt', async () => {
    const { targets, paths, known } = await openSome(3, { most: 3 })
    for (const path of paths) await targets.find(path, '')
    for (let spelling = 0; spelling < 20; spelling++) {
      const path = Array.from(paths[2] ?? '', (letter, at) =>
        (spelling >> (at % 5)) & 1 ? letter.toUpperCase() : letter,
      )
      await targets.find(path.join(''), '')
      expect(targets.known(path.join(''), '')?.slug).toBe(paths[2]?.slice(1))
    }
    expect(known()).toEqual(paths)
  })

  it('leave out those with a limit: each of their visits is counted down by the route', async () => {
    const { targets, paths, known, database } = await openSome(2)
    const [path = '', other = ''] = paths
    await change(database, 'update links set max_clicks = 3 where slug = ?', path.slice(1))
    for (const one of paths) expect(await targets.find(one, '')).toBeDefined()
    expect(known()).toEqual([other])
    await change(database, 'update links set max_clicks = 3')
    expect(known()).toEqual([])
  })

  it('stay in force while the disk can’t be read', async () => {
    const { database, paths } = await openSome(1)
    const [path = ''] = paths
    let isBroken = false
    let revision = 1
    const targets = openTargets({
      ...{ database, clickParam: 'till', revision: () => revision },
      readDomains: () => {
        if (isBroken) throw new Error('disk I/O error')
        return new Set<string>()
      },
    })
    await targets.find(path, '')
    isBroken = true
    revision++
    expect(targets.known(path, '')).toBeDefined()
    isBroken = false
    expect(targets.known(path, '')).toBeUndefined()
  })

  it('are told apart by the short domain, and any other host is the default one', async () => {
    const { targets, paths, database } = await openSome(2, { domains: ['go.shop.example'] })
    const [path = '', other = ''] = paths
    await change(database, `update slugs set domain = 'go.shop.example' where slug = ?`, path.slice(1))
    await targets.find(path, 'go.shop.example')
    await targets.find(other, 'go.shop.example')
    expect(targets.known(path, 'go.shop.example')).toBeDefined()
    expect(targets.known(path, '')).toBeUndefined()
    expect(await targets.find(path, 'elsewhere.example')).toBeUndefined()
    await targets.find(other, '')
    expect(targets.known(other, 'elsewhere.example')).toBeDefined()
  })
})
