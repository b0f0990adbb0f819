import { describe, expect, it } from 'vitest'
import { createCampaign } from '../../src/links/campaign-store.ts'
import { createLink, previewLink } from '../../src/links/create.ts'
import type { LinkDraft } from '../../src/links/link.ts'
import { defaultRules, type NamingRules } from '../../src/links/naming.ts'
import { loadNaming, nameDraft, nameLink } from '../../src/links/naming-link.ts'
import { findNaming, listUsedNames, saveNaming } from '../../src/links/naming-store.ts'
import { createPost, findPost } from '../../src/links/post-store.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'

const draft: LinkDraft = { destination: 'https://shop.example/', channel: 'instagram', campaign: 'Black Week' }

async function makeShop(rules?: Partial<NamingRules>) {
  const runtime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  if (rules) await saveNaming(runtime.database, shop.id, { ...defaultRules, ...rules }, noon)
  return { runtime, shop, name: (over: Partial<LinkDraft> = {}) => nameLink(runtime, shop, { ...draft, ...over }) }
}

describe('in a shop without rules', () => {
  it('a link keeps its names as they were given, and is warned of what it nearly is', async () => {
    const { runtime, shop, name } = await makeShop()
    const first = await name({ content: 'Reel_1' })
    expect(first).toMatchObject({ draft: { ...draft, content: 'Reel_1' }, campaignKey: 'black-week' })
    expect(first.draft).toMatchObject({ source: 'instagram', medium: 'social' })
    expect(first.warnings.map(({ code }) => code)).toEqual(['wrong-separator'])
    await createLink(runtime, shop, { ...draft, campaign: 'black-week' })
    const again = await name({ campaign: 'Blackweek' })
    expect(again).toMatchObject({ draft: { campaign: 'Blackweek' }, warnings: [{ suggestion: 'black-week' }] })
    expect((await name({ campaign: 'black-week' })).warnings).toEqual([])
    await createCampaign(runtime.database, shop.id, { name: 'Sommersalg' }, noon)
    expect((await name({ campaign: 'sommersal' })).warnings).toMatchObject([{ suggestion: 'sommersalg' }])
  })

  it('leaves to the link’s own checks what cannot be named', async () => {
    const { name } = await makeShop()
    for (const over of [{ channel: undefined }, { campaign: undefined }]) {
      const { draft: named, ...rest } = await name(over)
      expect([named, rest]).toEqual([
        { ...draft, ...over },
        { campaignKey: undefined, warnings: [] },
      ])
    }
  })
})

describe('by the rules of its shop', () => {
  const rules: Partial<NamingRules> = {
    separator: '_',
    letters: 'ascii',
    required: ['content'],
    allowed: { ...defaultRules.allowed, campaign: ['black_week', 'jul'] },
    templates: { instagram: { source: 'ig', content: '{channel}-{post}-{date}', term: '{kind}', placement: 'bio' } },
  }

  it('a link gets its names from the template, as the link is then made and shown', async () => {
    const { runtime, shop, name } = await makeShop(rules)
    const named = await name({ title: 'Lasagne på Ærøy' })
    expect(named.warnings).toEqual([])
    const utm = {
      ...{ source: 'ig', medium: 'social', campaign: 'black_week' },
      content: 'instagram_lasagne_pa_aeroy_20261122',
    }
    expect(await previewLink(runtime, shop, named.draft)).toMatchObject({ utm, channel: 'instagram', placement: 'bio' })
    expect(await createLink(runtime, shop, named.draft)).toMatchObject({ utm, channel: 'instagram', placement: 'bio' })
  })

  it('takes title, kind, day and campaign from its post', async () => {
    const { runtime, shop } = await makeShop(rules)
    const { database } = runtime
    await createLink(runtime, shop, draft)
    const [campaign] = await database.all(statement('select id from campaigns'))
    expect(campaign).toBeDefined()
    const publishedAt = Date.parse('2026-12-23T23:30:00Z')
    const made = await createPost(
      database,
      shop.id,
      { title: 'Ris', channel: 'instagram', content: 'offer', publishedAt },
      noon,
    )
    await database.batch([statement('update posts set campaign_id = (select id from campaigns) where id = ?', made.id)])
    const post = await findPost(database, made.id)
    const { draft: named, campaignKey } = await nameLink(
      runtime,
      shop,
      { destination: draft.destination, postId: made.id },
      post,
    )
    expect(named).toMatchObject({ campaign: 'black_week', content: 'instagram_ris_20261224', term: 'offer' })
    expect(named.channel).toBe('instagram')
    expect(campaignKey).toBe('black-week')
  })

  it('is formatted and not replaced where it was given by hand; a new value is a warning and no more', async () => {
    const { runtime, shop, name } = await makeShop(rules)
    const named = await name({ campaign: 'Påske!', content: 'Reel 1', source: 'Insta Gram', medium: 'Paid Social' })
    expect(named.draft).toMatchObject({
      ...{ source: 'insta_gram', medium: 'paid_social', campaign: 'paske', content: 'reel_1' },
    })
    expect(named.warnings).toMatchObject([{ code: 'not-in-list', field: 'campaign' }])
    expect((await createLink(runtime, shop, named.draft)).utm.campaign).toBe('paske')
    expect((await name({ campaign: 'blackwek', title: 'x' })).warnings).toMatchObject([{ suggestion: 'black_week' }])
    expect((await name({ channel: 'facebook' })).warnings).toMatchObject([
      { code: 'missing-required', field: 'content' },
    ])
  })

  it('is on the channel that its source stood for before it was formatted', async () => {
    const { runtime, shop, name } = await makeShop({ separator: '-' })
    const named = await name({ channel: undefined, source: 'l.instagram.com' })
    expect(named.draft).toMatchObject({ channel: 'instagram', source: 'l-instagram-com' })
    expect((await createLink(runtime, shop, named.draft)).channel).toBe('instagram')
  })

  it('keeps what lint has to see: personal data and placeholders', async () => {
    const { name } = await makeShop(rules)
    const given = { campaign: '{{campaign.name}}', content: 'kari@ull.example', term: '+47 900 12 345' }
    expect((await name(given)).draft).toMatchObject({ ...given, source: 'ig', medium: 'social' })
  })

  it('joins the campaign that is meant, by its old name or by its new writing', async () => {
    const { runtime, shop, name } = await makeShop()
    await createLink(runtime, shop, { ...draft, campaign: 'ลดราคา' })
    await saveNaming(runtime.database, shop.id, { ...defaultRules, letters: 'ascii' }, noon)
    const byOld = await name({ campaign: 'ลดราคา' })
    expect([byOld.draft.campaign, byOld.campaignKey]).toEqual(['lotrakha', 'ลดราคา'])
    const byNew = await name({ campaign: 'Lotrakha' })
    expect([byNew.draft.campaign, byNew.campaignKey]).toEqual(['lotrakha', 'ลดราคา'])
    expect((await name({ campaign: 'ปีใหม่' })).campaignKey).toBe('pimai')
  })

  it('is read once for many links', async () => {
    const { runtime, shop } = await makeShop(rules)
    const naming = await loadNaming(runtime, shop)
    const many = ['jul', 'Jul!', 'sommer'].map((campaign) =>
      nameDraft(runtime, { shop, naming, draft: { ...draft, campaign, title: 'x' } }),
    )
    expect((await Promise.all(many)).map((named) => named.warnings.map(({ code }) => code))).toEqual([
      [],
      [],
      ['not-in-list'],
    ])
  })
})

it('finds the names of 100,000 links in a few milliseconds', { timeout: 30_000 }, async () => {
  const { runtime, shop } = await makeShop()
  const { database } = runtime
  const link = await createLink(runtime, shop, { ...draft, campaign: 'first-of-all' })
  const fill = `with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)
    insert into links (id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, utm_content,
    created_at, updated_at)
    select 'link_' || i, ?, ?, 'slug-' || i, 'https://shop.example/a-product-of-ours-' || i, 'source-' || (i % 20), 'social',
    'campaign-' || (i % 500), 'post-' || i, 1, 1 from n`
  await database.batch([statement(fill, shop.id, link.postId)])
  const began = performance.now()
  const campaigns = await listUsedNames(database, shop.id, { field: 'campaign', limit: 50 })
  const contents = await listUsedNames(database, shop.id, { field: 'content', limit: 1_000 })
  const tookMs = performance.now() - began
  expect(campaigns).toHaveLength(50)
  expect(campaigns[0]?.used).toBe(10)
  expect(contents[0]).toEqual({ value: 'post-100000', used: 1 })
  // About 6 ms; reading all links would take ten times as long. Generous, for machines that are busy.
  expect(tookMs).toBeLessThan(200)
})

it('has its rules back as they were saved, and none before', async () => {
  const { runtime, shop } = await makeShop()
  expect(await findNaming(runtime.database, shop.id)).toBeUndefined()
  const rules: NamingRules = { ...defaultRules, maxLength: 40, templates: { line: { content: '{post}' } } }
  await saveNaming(runtime.database, shop.id, defaultRules, noon)
  await saveNaming(runtime.database, shop.id, rules, noon)
  expect(await findNaming(runtime.database, shop.id)).toEqual(rules)
})
