import { describe, expect, it } from 'vitest'
import { addUp } from '../../../src/platforms/import/judge-number.ts'
import { makeApp } from '../../app/make-app.ts'
import { openShop } from '../../app/talk.ts'

const campaigns = 'Campaign name,Reporting starts,Reporting ends,Impressions,Amount spent (NOK)\n'
const ads = 'Campaign name,Ad set name,Ad name,Reporting starts,Reporting ends,Impressions,Amount spent (NOK)\n'

describe('the same ads by campaign and by ad', () => {
  it.each([
    ['campaign first', (told: Told) => [told.byCampaign, told.byAd]],
    ['ad first', (told: Told) => [told.byAd, told.byCampaign]],
    ['both in one file', (told: Told) => [told.mixed]],
  ])('are paid and shown once, %s', async (_, files) => {
    const shop = await open()
    const day = shop.day(-7)
    const rows = [`Jul,S1,A1,${day},${day},600,60\n`, `Jul,S1,A2,${day},${day},400,40\n`]
    const told = {
      byCampaign: `${campaigns}Jul,${day},${day},1000,100\n`,
      byAd: ads + rows.join(''),
      mixed: `${ads}${rows[0]}Jul,,,${day},${day},1000,100\n${rows[1]}`,
    }
    const outcomes = []
    for (const file of files(told)) {
      const dry = await shop.file(file, '?channel=facebook&dryRun=1')
      outcomes.push(dry.body['costs'])
      expect((await shop.file(file)).body['costs']).toEqual(dry.body['costs'])
    }
    expect(outcomes.at(-1)).toMatchObject({ overlapping: files(told)[1] === told.byAd ? 2 : 1 })
    const summary = await shop.get(`/reports/summary?from=${shop.day(-20)}&to=${shop.day(-1)}&by=channel`)
    expect(summary.body['totals']).toMatchObject({ cost: '100.00' })
    expect(await shop.impressions(day, day)).toBe(1000)
  })

  it('stay on the days of which only the coarser report tells', async () => {
    const shop = await open()
    const [one, other] = [shop.day(-9), shop.day(-8)]
    await shop.file(`${campaigns}Jul,${one},${one},1000,100\nJul,${other},${other},500,50\n`)
    await shop.file(`${ads}Jul,S1,A1,${other},${other},480,48\n`)
    expect(await shop.impressions(one, other)).toBe(1480)
  })
})

describe('a file of ads that names none', () => {
  it('adds to what the posts had, and is never the channel’s own number', async () => {
    const shop = await open()
    const day = shop.day(-7)
    const post = await shop.post('/posts', { title: 'Kaffe', channel: 'facebook' })
    await shop.post('/values', { metric: 'impressions', value: 100_000, from: day, to: day, postId: post.id })
    await shop.file(`Day,Impressions,Amount spent (NOK)\n${day},1000,100\n`)
    expect(await shop.impressions(day, day)).toBe(101_000)
  })

  it('doesn’t stand for the channel’s own number of fewer days', async () => {
    const shop = await open()
    const [day, next] = [shop.day(-7), shop.day(-6)]
    await shop.post('/values', { metric: 'impressions', value: 100_000, from: day, to: day, channel: 'facebook' })
    await shop.file(`Day,Impressions,Amount spent (NOK)\n${day},1000,100\n${next},1000,100\n`)
    expect(await shop.impressions(day, next)).toBe(100_000)
  })
})

describe('a post whose id a spreadsheet spoilt', () => {
  const id = '1850000000000000001'
  it.each([
    ['the second time', [id, '1.85E+18']],
    ['the first time', ['1.85E+18', id]],
  ])('%s is the same post', async (_, ids) => {
    const shop = await open()
    const url = `https://x.com/b/status/${id}`
    const head = 'Post id,Date,Post text,Post Link,Impressions,Likes\n'
    for (const [at, told] of ids.entries())
      await shop.file(
        `${head}${told},"${shop.day(-10)}",Ny kaffe,${url}${at > 0 ? '?s=20' : ''},"1,200",9\n`,
        `?at=${shop.day(-1)}`,
      )
    expect(await shop.impressions(shop.day(-12), shop.day(-1), 'x')).toBe(1200)
    expect((await shop.items('/platform-posts')).items).toHaveLength(1)
  })
})

describe('a number of a file', () => {
  it.each([
    ['spend', '99999999999999999', 'more than a cost can be'],
    ['spend', '-5', 'less than nothing'],
    ['impressions', '9999999999999', 'more than a trillion'],
    ['impressions', '-5', 'less than 0'],
    ['click_rate', '450', 'more than 100%'],
  ])('of %s that is %s is a fault of its row', async (metric, value, detail) => {
    const shop = await open()
    const file = `Day,L\n${shop.day(-7)},${value}\n${shop.day(-6)},7\n`
    const answer = await shop.file(file, `?channel=facebook&map=day=Day&map=${metric}=L`)
    expect([answer.status, answer.body]).toMatchObject([200, { faultCount: 1, faults: [{ line: 2, column: 'L' }] }])
    expect(answer.text).toContain(detail)
  })

  it('that is a rate or a stock is not added to another of the same days', async () => {
    const shop = await open()
    const file = `T,Day,Age,ER,F\npost one,${shop.day(-7)},18-24,40,500\npost one,${shop.day(-7)},25-34,50,500\n`
    const map = 'map=day=Day&map=engagement_rate=ER&map=title=T&map=followers=F'
    const answer = await shop.file(file, `?channel=facebook&${map}`)
    expect(answer.body).toMatchObject({ addedUp: 0, faults: [{ line: 3, column: 'ER' }] })
    const { items } = await shop.items('/values')
    expect(items.map(({ metric, value }) => [metric, value])).toEqual(
      expect.arrayContaining([
        ['engagement_rate', 40],
        ['followers', 500],
      ]),
    )
  })

  it('adds up to no more than one can be', () => {
    const metric = { ...{ id: 'spend', name: 'Amount spent' }, level: 1, kind: 'flow', unit: 'money' } as const
    const told = { metric: { ...metric, isCountedHere: false }, value: 8, from: 1 }
    expect([addUp(7, told, 20), addUp(15, told, 20)]).toEqual([15, expect.stringContaining('more than')])
  })
})

describe('a number that is sent in', () => {
  it.each([
    [{ metric: 'impressions', value: -5 }, '/value'],
    [{ metric: 'click_rate', value: 450 }, '/value'],
  ])('%j is refused', async (draft, pointer) => {
    const shop = await open()
    const answer = await shop.post('/values', { ...draft, from: shop.day(-7), to: shop.day(-1), channel: 'x' })
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer }] }])
  })

  it('may be a day’s likes taken back, and more likes than people', async () => {
    const shop = await open()
    const days = { from: shop.day(-7), to: shop.day(-7), channel: 'x' }
    expect((await shop.post('/values', { metric: 'likes', value: -2, ...days })).status).toBe(201)
    expect((await shop.post('/values', { metric: 'engagement_rate', value: 120, ...days })).status).toBe(201)
  })
})

type Told = { readonly byCampaign: string; readonly byAd: string; readonly mixed: string }

async function open() {
  const served = await makeApp()
  const shop = await openShop(served)
  const headers = { 'content-type': 'text/csv' }
  return {
    ...shop,
    day: (days: number) => new Date(served.runtime.now() + days * 86_400_000).toISOString().slice(0, 10),
    file: (body: string, query = '?channel=facebook') =>
      shop.call('POST', `/api/v1/values/import${query}`, { headers, body }),
    impressions: async (from: string, to: string, channel = 'facebook') => {
      const read = await shop.get(`/values/reading?metric=impressions&channel=${channel}&from=${from}&to=${to}`)
      return read.body['value']
    },
  }
}
