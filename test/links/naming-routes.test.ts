import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { makeApp } from '../app/make-app.ts'
import { openShop } from '../app/talk.ts'

const namesAnswer = z.looseObject({
  items: z.array(z.strictObject({ value: z.string(), used: z.number(), isAllowed: z.boolean() })),
  asked: z
    .strictObject({
      value: z.string(),
      isNew: z.boolean(),
      warnings: z.array(z.looseObject({ code: z.string(), field: z.string(), suggestion: z.string().nullable() })),
    })
    .nullable(),
})

async function openNaming() {
  const shop = await openShop(await makeApp())
  const path = `/api/v1/shops/${shop.shopId}/naming`
  return {
    ...shop,
    rules: () => shop.call('GET', path),
    put: (body: unknown) => shop.call('PUT', path, { body }),
    names: async (query: string) => namesAnswer.parse((await shop.get(`/links/names?${query}`)).body),
  }
}

const tidyRules = {
  ...{ separator: '-', lowerCase: true, letters: 'keep', maxLength: 100, required: [], templates: {} },
  allowed: { source: [], medium: [], campaign: [], content: [], term: [] },
}

describe('a shop’s naming rules', () => {
  it('are tidy names and nothing more until they are set, and kept as they were put', async () => {
    const shop = await openNaming()
    expect([(await shop.rules()).status, (await shop.rules()).body]).toEqual([200, tidyRules])
    const mine = {
      ...{ separator: '_', lowerCase: false, letters: 'ascii', maxLength: 40, required: ['content', 'placement'] },
      allowed: { ...tidyRules.allowed, campaign: ['black_week', 'jul'] },
      templates: { instagram: { source: 'ig', content: '{channel}_{post}_{date}', placement: 'story' } },
    }
    const put = await shop.put(mine)
    expect([put.status, put.body]).toEqual([200, mine])
    expect((await shop.rules()).body).toEqual(mine)
    const listed = {
      separator: '_',
      maxLength: 10,
      allowed: { campaign: ['Black Week', 'black_week'], medium: ['paid social ads'] },
    }
    expect((await shop.put(listed)).body).toMatchObject({
      allowed: { campaign: ['black_week'], medium: ['paid_social_ads'] },
    })
    expect((await shop.put({})).body).toEqual(tidyRules)
    expect((await shop.rules()).body).toEqual(tidyRules)
  })

  it('are refused by field, with the remedy', async () => {
    const shop = await openNaming()
    const refused = [
      [{ separator: '+' }, '/separator', '- _ .'],
      [{ letters: 'thai' }, '/letters', 'ascii or keep'],
      [{ maxLength: 0 }, '/maxLength', '1 to 100'],
      [{ maxLength: 101 }, '/maxLength', '1 to 100'],
      [{ required: ['medium'] }, '/required/0', 'content, term'],
      [{ allowed: { campain: [] } }, '/allowed/campain', 'campain'],
      [{ allowed: { campaign: [''] } }, '/allowed/campaign/0', 'empty'],
      [{ templates: { myspace: {} } }, '/templates/myspace', 'myspace'],
      [{ templates: { x: { content: '{post}-{datum}' } } }, '/templates/x/content', '{datum}'],
      [{ templates: { x: { content: '{datum}' } } }, '/templates/x/content', '{channel} {campaign} {post} {date}'],
      [{ templates: { x: { content: 'a-{post' } } }, '/templates/x/content', 'brace'],
      [{ templates: { x: { placement: 'x'.repeat(51) } } }, '/templates/x/placement', '50'],
      [{ seperator: '-' }, '/seperator', 'separator'],
    ] as const
    for (const [body, pointer, word] of refused) {
      const answer = await shop.put(body)
      expect([body, answer.status, answer.body.errors]).toMatchObject([body, 400, [{ pointer }]])
      expect([body, JSON.stringify(answer.body.errors)]).toEqual([body, expect.stringContaining(word)])
    }
    expect((await shop.rules()).body).toEqual(tidyRules)
  })

  it('belong to one shop: another’s are not there, and links:read changes none', async () => {
    const served = await makeApp()
    const ours = await openShop(served)
    const theirs = await openShop(served)
    const path = `/api/v1/shops/${theirs.shopId}/naming`
    expect((await ours.call('GET', path)).status).toBe(404)
    expect((await ours.call('PUT', path, { body: {} })).status).toBe(404)
    const made = await ours.admin('POST', '/api/v1/keys', {
      body: { name: 'reader', scopes: ['links:read'], shopId: ours.shopId },
    })
    const { secret } = z.looseObject({ secret: z.string() }).parse(made.body)
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const own = `/api/v1/shops/${ours.shopId}/naming`
    expect((await served.fetch(own, { headers })).status).toBe(200)
    expect((await served.fetch(own, { method: 'PUT', headers, body: '{}' })).status).toBe(403)
  })
})

describe('GET /links/names', () => {
  it('tells how often each value is used, the most used first, of this shop alone', async () => {
    const served = await makeApp()
    const shop = await openShop(served)
    const other = await openShop(served)
    await other.link({ campaign: 'theirs' })
    for (const campaign of ['jul', 'black-week', 'black-week', 'påske']) await shop.link({ campaign, content: 'a' })
    const names = async (query: string) => namesAnswer.parse((await shop.get(`/links/names?${query}`)).body)
    expect((await names('field=campaign')).items).toEqual([
      { value: 'black-week', used: 2, isAllowed: false },
      { value: 'påske', used: 1, isAllowed: false },
      { value: 'jul', used: 1, isAllowed: false },
    ])
    await shop.post('/campaigns', { name: 'Vinter' })
    expect((await names('field=campaign')).items.at(-1)).toEqual({ value: 'vinter', used: 0, isAllowed: false })
    expect((await names('field=source')).items).toEqual([{ value: 'instagram', used: 4, isAllowed: false }])
    expect((await names('field=term')).items).toEqual([])
    expect((await names('field=content')).asked).toBeNull()
  })

  it('finds by words, and offers the list of the shop also before it is used', async () => {
    const shop = await openNaming()
    await shop.put({ allowed: { campaign: ['summer-sale', 'black-week'] } })
    await shop.link({ campaign: 'black-week' })
    const found = await shop.names('field=campaign&q=Week%20bl')
    expect(found.items).toEqual([{ value: 'black-week', used: 1, isAllowed: true }])
    expect((await shop.names('field=campaign&q=sum')).items).toEqual([
      { value: 'summer-sale', used: 0, isAllowed: true },
    ])
  })

  it('says of what is asked how it is written, whether it is new, and what it nearly is', async () => {
    const shop = await openNaming()
    await shop.link({ campaign: 'black-week' })
    const asked = async (q: string) => (await shop.names(`field=campaign&q=${encodeURIComponent(q)}`)).asked
    expect(await asked('Black Week')).toEqual({ value: 'black-week', isNew: false, warnings: [] })
    expect(await asked('Vinter 2026')).toEqual({ value: 'vinter-2026', isNew: true, warnings: [] })
    for (const q of ['blackweek', 'blck week', 'balck_week'])
      expect(await asked(q)).toMatchObject({
        isNew: true,
        warnings: [{ code: 'near-duplicate', field: 'campaign', suggestion: 'black-week' }],
      })
    await shop.put({ allowed: { campaign: ['jul'] } })
    expect(await asked('Vinter')).toMatchObject({ warnings: [{ code: 'not-in-list', suggestion: null }] })
  })

  it('offers 50 at most', async () => {
    const shop = await openNaming()
    await shop.put({ allowed: { term: Array.from({ length: 60 }, (_, index) => `term-${index}`) } })
    expect((await shop.names('field=term')).items).toHaveLength(50)
  })

  it('refuses a field that is none, and is no link’s id', async () => {
    const shop = await openNaming()
    for (const query of ['', 'field=id', 'field=campaign&q=' + 'x'.repeat(257), 'field=campaign&limit=3'])
      expect([query, (await shop.get(`/links/names?${query}`)).status]).toEqual([query, 400])
  })
})
