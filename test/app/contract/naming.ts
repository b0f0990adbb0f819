import { expect, it } from 'vitest'
import { type Open, openShop } from '../talk.ts'

export function namingContract(open: Open): void {
  it('keeps the rules as they were put, and refuses what fills nothing in', async () => {
    const shop = await openShop(await open())
    const path = `/api/v1/shops/${shop.shopId}/naming`
    expect((await shop.call('GET', path)).body).toMatchObject({ separator: '-', lowerCase: true, templates: {} })
    const rules = {
      ...{ separator: '_', lowerCase: true, letters: 'ascii', maxLength: 60, required: ['content'] },
      allowed: { source: [], medium: [], campaign: ['jul', 'ลดราคา'], content: [], term: [] },
      templates: { line: { content: '{channel}-{post}-{date}' } },
    }
    const written = { ...rules, allowed: { ...rules.allowed, campaign: ['jul', 'lotrakha'] } }
    const put = await shop.call('PUT', path, { body: rules })
    expect([put.status, put.body]).toEqual([200, written])
    const refused = await shop.call('PUT', path, { body: { templates: { line: { content: '{datum}' } } } })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/templates/line/content' }]])
    expect((await shop.call('GET', path)).body).toEqual(written)
  })

  it('knows the names in use, the most used first, and what a new one nearly is', async () => {
    const shop = await openShop(await open())
    for (const campaign of ['jul', 'black-week', 'black-week']) await shop.link({ campaign })
    expect((await shop.get('/links/names?field=campaign')).body).toEqual({
      items: [
        { value: 'black-week', used: 2, isAllowed: false },
        { value: 'jul', used: 1, isAllowed: false },
      ],
      asked: null,
    })
    expect((await shop.get('/links/names?field=campaign&q=Blackweek')).body.asked).toMatchObject({
      ...{ value: 'blackweek', isNew: true },
      warnings: [{ code: 'near-duplicate', field: 'campaign', suggestion: 'black-week' }],
    })
  })

  it('writes a single link by the rules, and in bulk, and warns where a shop has none of its own', async () => {
    const shop = await openShop(await open())
    const asked = { destination: 'https://shop.example/', channel: 'line', campaign: 'Black Week', title: 'Varm Suppe' }
    expect((await shop.call('POST', '/api/v1/links/preview', { body: asked })).body).toMatchObject({
      utm: { campaign: 'Black Week', content: null },
      warnings: expect.arrayContaining([expect.objectContaining({ field: 'campaign' })]),
    })
    const rules = { separator: '_', templates: { line: { content: '{channel}-{post}' } } }
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/naming`, { body: rules })
    const utm = { source: 'line', campaign: 'black_week', content: 'line_varm_suppe' }
    const made = await shop.call('POST', '/api/v1/links', { body: asked })
    expect([made.status, made.body]).toMatchObject([201, { utm }])
    const { results } = (
      await shop.call('POST', '/api/v1/links/bulk', { body: { links: [asked, { channel: 'line' }] } })
    ).body
    expect(results).toMatchObject([{ status: 201, link: { utm } }, { status: 400 }])
    // A post on another channel is still contradicted by what was asked, not by what the rules made of it.
    const against = { ...asked, channel: undefined, source: 'facebook', postId: made.body.postId }
    const refused = await shop.call('POST', '/api/v1/links', { body: against })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/source' }]])
  })
}
