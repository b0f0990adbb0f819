import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AcrossDraft, createAcross } from '../../src/links/across.ts'
import { storeAcross } from '../../src/links/across-store.ts'
import { findCampaign, updateCampaign } from '../../src/links/campaign-store.ts'
import { channelIds, mediumOfChannel, sourceOfChannel } from '../../src/links/channel.ts'
import { planLink } from '../../src/links/create.ts'
import { defaultRules, formatName } from '../../src/links/naming.ts'
import { buildTarget, readUtm } from '../../src/links/utm.ts'
import { findShop } from '../../src/shops/store.ts'
import { readRow, statement } from '../../src/storage/database.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'

const destination = 'https://shop.example/votter?a=1#b'

describe('posts across channels', () => {
  it('are as many posts and links as rows, in their order, each with UTMs that read back, whatever they are called', async () => {
    const { runtime, shop } = await makeShop()
    const text = fc
      .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
      .filter((one) => one.trim() !== '' && !/\p{Cc}/u.test(one))
    const row = fc.record(
      { channel: fc.constantFrom(...channelIds), placement: fc.constantFrom('feed', 'story', 'bio'), content: text },
      { requiredKeys: ['channel'] },
    )
    const rows = fc.array(row, { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(rows, text, text, async (channels, campaign, title) => {
        const before = await counts(runtime)
        const draft: AcrossDraft = { destination, campaign: campaign.trim(), title: title.trim(), channels }
        const made = await createAcross(runtime, shop, draft)
        expect(made.map(({ post }) => post.channel)).toEqual(channels.map(({ channel }) => channel))
        for (const [index, { post, link }] of made.entries()) {
          const { channel, content } = channels[index] ?? { channel: 'other' }
          expect([link.postId, post.campaignId]).toEqual([post.id, made[0]?.post.campaignId])
          expect(readUtm(buildTarget(link.destination, link.utm))).toMatchObject({
            ...{ source: sourceOfChannel(channel), medium: mediumOfChannel(channel) },
            campaign: formatName(defaultRules, campaign),
            ...(content ? { content: formatName(defaultRules, content) } : {}),
          })
        }
        const after = await counts(runtime)
        expect(after).toEqual({ posts: before.posts + channels.length, links: before.links + channels.length })
      }),
      { numRuns: 40 },
    )
  })

  it('are all or nothing in the store too: a slug taken a moment before leaves no row behind', async () => {
    const { runtime, shop } = await makeShop()
    const [first] = await createAcross(runtime, shop, draftOf([{ channel: 'x', slug: 'votter' }]))
    if (!first) throw new Error('nothing was made')
    const before = await counts(runtime)
    const plans = [
      await planLink(runtime, shop, { destination, channel: 'line', campaign: 'New' }),
      await planLink(runtime, shop, { destination, channel: 'x', campaign: 'New', slug: 'VOTTER' }),
    ]
    const posts = plans.map(({ postId, shopId, channel }) => ({
      ...{ id: postId, shopId, channel, title: 'Votter', campaign: { key: 'new' } },
    }))
    expect(await storeAcross(runtime.database, { links: plans, posts, campaign: 'New' }, noon)).toBeUndefined()
    expect(await counts(runtime)).toEqual(before)
    expect(await runtime.database.all(statement("select 1 from campaigns where key = 'new'"))).toEqual([])
  })

  it('carry the utm_campaign of a campaign that is there, however its name is typed or changed', async () => {
    const { runtime, shop } = await makeShop()
    const [first] = await createAcross(runtime, shop, draftOf([{ channel: 'x' }]))
    const campaign = await findCampaign(runtime.database, first?.post.campaignId ?? '')
    if (!campaign) throw new Error('no campaign')
    await updateCampaign(runtime.database, campaign, { name: 'Jul og nyttår' })
    const named = { ...draftOf([{ channel: 'line' }]), campaign: 'JUL OG NYTTÅR' }
    const [second] = await createAcross(runtime, shop, named)
    expect(second).toMatchObject({ post: { campaignId: campaign.id }, link: { utm: { campaign: 'vinter' } } })
  })

  it('are called after the link where no title is given', async () => {
    const { runtime, shop } = await makeShop()
    const { title: _, ...untitled } = draftOf([
      { channel: 'x', slug: 'votter' },
      { channel: 'line', content: 'wool' },
    ])
    const made = await createAcross(runtime, shop, untitled)
    expect(made.map(({ post }) => post.title)).toEqual(['votter', 'wool'])
  })

  it('are one write, however many', async () => {
    const { runtime, shop } = await makeShop()
    let batches = 0
    const counted = {
      all: runtime.database.all.bind(runtime.database),
      batch: (statements: Parameters<typeof runtime.database.batch>[0]) => {
        batches++
        return runtime.database.batch(statements)
      },
    }
    const channels = channelIds.map((channel) => ({ channel }))
    const at = { ...runtime, database: { ...runtime.database, ...counted } }
    expect(await createAcross(at, shop, draftOf(channels))).toHaveLength(channelIds.length)
    expect(batches).toBe(1)
  })
})

function draftOf(channels: AcrossDraft['channels']): AcrossDraft {
  return { destination, campaign: 'Vinter', title: 'Votter', channels }
}

async function makeShop() {
  const runtime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return { runtime, shop }
}

async function counts({ database }: TestRuntime) {
  const query = statement('select (select count(*) from posts) as posts, (select count(*) from links) as links')
  const row = await readRow(database, z.object({ posts: z.number(), links: z.number() }), query)
  if (!row) throw new Error('no counts')
  return row
}
