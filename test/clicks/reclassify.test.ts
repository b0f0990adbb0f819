import { describe, expect, it } from 'vitest'
import { judgeStored } from '../../src/clicks/judge-stored.ts'
import { platformOf } from '../../src/clicks/platform.ts'
import { reclassifyClicks } from '../../src/clicks/reclassify.ts'
import { rememberReferrer } from '../../src/clicks/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { change } from '../app/sql.ts'
import { noon } from '../make.ts'
import { makeHistory, readVerdicts } from './make-history.ts'

const visit = {
  device: 'mobile',
  app: 'none',
  browser: 'safari',
  os: 'ios',
  country: '',
  hasGpc: false,
  isScan: false,
} as const
const gateway = 'eur02.safelinks.protection.outlook.com'

describe('what is judged anew', () => {
  it.each([
    [['human', 'person'], '', ['human', 'person']],
    [['human', 'person'], gateway, ['bot', 'mail-gateway']],
    [['repeat', 'repeat'], gateway, ['bot', 'mail-gateway']],
    [['repeat', 'repeat'], 'l.facebook.com', ['repeat', 'repeat']],
    [['bot', 'mail-gateway'], 'l.facebook.com', ['human', 'person']],
    [['bot', 'mail-gateway'], gateway, ['bot', 'mail-gateway']],
    [['preview', 'preview-agent'], gateway, ['preview', 'preview-agent']],
    [['bot', 'burst'], '', ['bot', 'burst']],
    [['internal', 'own-people'], gateway, ['internal', 'own-people']],
    [['human', 'verified-order'], gateway, ['human', 'verified-order']],
  ] as const)('%j from “%s” is %j', ([clickClass, reason], referrerHost, expected) => {
    const judged = judgeStored({ verdict: { class: clickClass, reason, rules: 0 }, visit, referrerHost })
    expect([judged.class, judged.reason]).toEqual(expected)
  })

  it('keeps that a person was in an app, or asked not to be recognised', () => {
    const verdict = { class: 'bot', reason: 'mail-gateway', rules: 0 } as const
    const reasonOf = (over: object) => judgeStored({ verdict, visit: { ...visit, ...over }, referrerHost: '' }).reason
    expect([
      reasonOf({ app: 'instagram' }),
      reasonOf({ hasGpc: true }),
      reasonOf({ app: 'line', hasGpc: true }),
    ]).toEqual(['in-app-browser', 'gpc', 'gpc'])
  })
})

describe('reclassifying all clicks', () => {
  it('changes what today’s rules reach, keeps the rest, and hands the first of the day on', async () => {
    const { database, click } = await makeHistory(1)
    await database.batch([rememberReferrer(gateway)])
    await click({ visitor: 1, referrer: gateway })
    await click({ visitor: 1, at: noon + 1000 })
    await click({ visitor: null, verdict: { class: 'preview', reason: 'preview-agent', rules: 1 } })
    const told: number[][] = []
    const outcome = await reclassifyClicks(database, { onProgress: (done, total) => void told.push([done, total]) })
    expect(outcome).toEqual({ clicks: 3, changed: 1, kept: 1 })
    expect(await readVerdicts(database)).toMatchObject([
      { class: 'bot', reason: 'mail-gateway', firsts: 0 },
      { class: 'repeat', firsts: 31 },
      { class: 'preview' },
    ])
    expect(told).toEqual([[3, 3]])
    expect(await reclassifyClicks(database)).toEqual({ clicks: 3, changed: 0, kept: 1 })
  })

  it('goes on where it was interrupted', async () => {
    const { database, click } = await makeHistory(1)
    await database.batch([rememberReferrer(gateway)])
    await click({ visitor: 1, referrer: gateway })
    // The same click twice, so far apart that they are read in two parts.
    await change(
      database,
      `insert into clicks (seq, at, link, day, verdict, visit, referrer, visitor, random)
        select 8000, at, link, day, verdict, visit, referrer, 2, random from clicks`,
    )
    const writes = { left: 2 }
    await expect(reclassifyClicks(failing(database, writes))).rejects.toThrow('full')
    expect((await readVerdicts(database)).map((one) => one.class)).toEqual(['bot', 'human'])
    expect(await reclassifyClicks(database)).toMatchObject({ clicks: 1, changed: 1 })
    expect((await readVerdicts(database)).map((one) => one.class)).toEqual(['bot', 'bot'])
  })
})

describe('the platform of a click', () => {
  it.each([
    ['none', 'l.instagram.com', 'instagram'],
    ['facebook', 'l.instagram.com', 'instagram'],
    ['tiktok', '', 'tiktok'],
    ['wechat', '', 'wechat'],
    ['facebook', 'blog.example', ''],
    ['webview', '', ''],
    ['none', '', ''],
  ] as const)('in %s from “%s” is “%s”', (app, referrerHost, platform) => {
    expect(platformOf(app, referrerHost)).toBe(platform)
  })
})

/** The real database until so many batches have landed. */
function failing(database: Database, writes: { left: number }): Database {
  const batch: Database['batch'] = (statements) =>
    writes.left-- > 0 ? database.batch(statements) : Promise.reject(new Error('disk is full'))
  return { ...database, batch }
}
