import { expect, it } from 'vitest'
import { draftLink, type Open, openShop } from '../talk.ts'

export function ga4Contract(open: Open): void {
  it('tells the rules and lists it goes by, and foretells any three words', async () => {
    const shop = await openShop(await open())
    const { body } = await shop.get('/ga4')
    expect(body).toMatchObject({ asOf: '2025-11-25', origin: 'built-in' })
    expect(body.rules).toHaveLength(18)
    expect(body.channels).toContainEqual(
      expect.objectContaining({
        id: 'print',
        source: 'print',
        medium: 'offline',
        ga4Channel: 'Unassigned',
        rule: null,
      }),
    )
    expect((await shop.get('/ga4/channel?source=Threads&medium=social&campaign=spring')).body).toMatchObject({
      ...{ channel: 'Organic Social', rule: 10, asOf: '2025-11-25', sourceCategory: null },
    })
    expect((await shop.get('/ga4/channel?source=youtube')).body).toMatchObject({
      ...{ channel: 'Organic Video', rule: 11, sourceCategory: 'video' },
    })
    expect((await shop.get('/ga4/channel?quelle=x')).body.errors).toEqual([
      { pointer: '/quelle', detail: expect.stringContaining('Known fields: source, medium, campaign') },
    ])
  })

  it('shows with each link where its visits will stand, by which rule of which day', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ ...draftLink(), campaign: 'summer-shop' })
    expect(link).toMatchObject({
      ga4Channel: 'Organic Shopping',
      ga4Rule: {
        ...{ rule: 9, why: 'a shopping source or a campaign named after a shop' },
        ...{ asOf: '2025-11-25', origin: 'built-in' },
      },
      warnings: [{ code: 'campaign-moves-group', field: 'campaign', suggestion: 'summer-store' }],
    })
  })
}
