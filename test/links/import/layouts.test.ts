import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportOrder } from '../../../src/links/import/import.ts'
import { makeRuntime } from '../../make.ts'
import { read } from '../../app/sql.ts'
import { runImport } from './run.ts'

type Expected = Readonly<Record<string, string | number | null>>

const day = (text: string) => Date.parse(text)
const table: readonly [file: string, layout: string, links: readonly Expected[], order?: Partial<ImportOrder>][] = [
  [
    'own.csv',
    'csv',
    [
      {
        destination: 'https://shop.example/sko?farge=bl%C3%A5#topp',
        channel: 'facebook',
        campaign: 'black-week',
        ...{ utm_source: 'fb-ads', utm_medium: 'paid_social', utm_campaign: 'Black Week', utm_content: 'reel' },
        ...{ utm_term: 'sko', slug: 'Sko-26', domain: '', title: 'Sko på salg', tags: '["salg","sko"]' },
        // A day alone ends as it is over, on the shop's clock.
        ...{ placement: 'story', expires_at: day('2026-12-24T23:00:00Z'), max_clicks: 500 },
        ...{ fallback_url: 'https://shop.example/slutt', created_at: day('2026-10-01T08:00:00Z') },
      },
      {
        ...{ destination: 'https://shop.example/hue', channel: 'instagram', campaign: 'vinter' },
        ...{ utm_source: 'instagram', utm_medium: 'social', domain: 'go.shop.example', title: null, tags: '[]' },
      },
    ],
  ],
  [
    'bitly-api.csv',
    'bitly',
    [
      {
        destination: 'https://shop.example/a?x=1#top',
        ...{ channel: 'facebook', utm_source: 'facebook', utm_medium: 'social', utm_campaign: 'black-week' },
        ...{ utm_content: 'reel', slug: '3aBc', title: 'The "A" thing, as seen', tags: '["summer","sale"]' },
        created_at: day('2024-05-06T07:08:09Z'),
      },
      { destination: 'https://shop.example/b', channel: 'other', campaign: 'imported', slug: 'Sale', domain: '' },
    ],
  ],
  [
    'bitly-export.csv',
    'bitly',
    [
      {
        ...{ destination: 'https://shop.example/a', channel: 'newsletter', utm_medium: 'email', campaign: 'jul' },
        ...{ slug: '4xY', tags: '["summer","sale"]', created_at: day('2024-05-05T22:00:00Z') },
      },
      { slug: 'b', domain: 'go.brand.example', channel: 'print', campaign: 'old' },
    ],
    { keepDomain: true, campaign: 'old', channel: 'print' },
  ],
  [
    'dub.csv',
    'dub',
    [
      {
        ...{ destination: 'https://shop.example/try?ref=x', channel: 'youtube', utm_medium: 'video', slug: 'try' },
        ...{ tags: '["one","two"]', expires_at: day('2030-01-01T00:00:00Z'), created_at: day('2025-02-03T04:05:06Z') },
      },
    ],
  ],
  [
    'dub-api.csv',
    'dub',
    [{ destination: 'https://shop.example/spring', channel: 'instagram', utm_content: 'story', slug: 'spring' }],
  ],
  [
    'shlink.csv',
    'shlink',
    [{ slug: 'winter', domain: '', tags: '["ski","snow"]', created_at: day('2025-02-03T03:05:06Z') }],
  ],
  [
    'yourls.csv',
    'yourls',
    [{ slug: 'hue', channel: 'pinterest', campaign: 'vinter', created_at: day('2024-11-05T09:20:30Z') }],
  ],
  ['kutt.csv', 'kutt', [{ slug: 'cup', title: 'A cup', destination: 'https://shop.example/cup', channel: 'other' }]],
]

describe('files of others and our own', () => {
  it.each(table)('recognises %s as %s and reads what it says', async (file, layout, links, order = {}) => {
    const runtime = await makeRuntime()
    const { outcomes, summary } = await runImport(runtime, fixture(file), order)
    expect([summary.layout, summary.created]).toEqual([layout, links.length])
    const stored = await read(runtime.database, select)
    expect(stored).toMatchObject(links)
    expect(outcomes.filter(({ outcome }) => outcome === 'created').map(({ shortUrl }) => shortUrl)).toHaveLength(
      links.length,
    )
  })

  it('says what it took otherwise, and what it could not take', async () => {
    const runtime = await makeRuntime()
    const dated = await runImport(runtime, fixture('bitly-export.csv'))
    expect(dated.outcomes[1]?.notes).toEqual(['05/06/2024 is no time that is understood: the link is made as of now.'])
    const dub = await runImport(runtime, fixture('dub.csv'))
    expect(dub.outcomes[1]).toMatchObject({
      outcome: 'invalid',
      errors: [{ field: 'slug', column: 'Short link', detail: expect.stringContaining('letters a-z') }],
    })
    const long = `link,long_url,title,tags\nhttps://bit.ly/q,https://shop.example,${'t'.repeat(300)},${'a|'.repeat(3)}${'g'.repeat(60)}\n`
    expect((await runImport(runtime, long)).outcomes[0]?.notes).toEqual([
      'The title is shortened from 300 to 200 characters.',
      'The tag is shortened from 60 to 50 characters.',
    ])
  })

  it('takes columns by name where they are called otherwise, one wish or several in one', async () => {
    const file = 'URL to page,Short,What,Ignore\nhttps://shop.example/x,xx,Thing,https://shop.example/y\n'
    for (const map of [
      ['destination=URL to page', 'slug=short', 'title=What'],
      ['destination=URL to page,slug=Short, title=what'],
    ]) {
      const runtime = await makeRuntime()
      await runImport(runtime, file, { map, campaign: 'c', channel: 'blog' })
      expect(await read(runtime.database, select)).toMatchObject([
        { destination: 'https://shop.example/x', slug: 'xx', title: 'Thing', campaign: 'c', channel: 'blog' },
      ])
    }
  })

  it('reads no column that is wished away', async () => {
    const runtime = await makeRuntime()
    await runImport(runtime, fixture('yourls.csv'), { map: ['title='] })
    expect(await read(runtime.database, select)).toMatchObject([{ title: null, slug: 'hue' }])
  })

  it.each([
    ['name,page\nx,y\n', {}, '/map', /destination=COLUMN.*name, page/],
    ['a,b\n1,2\n', { map: ['destnation=a'] }, '/map', /Did you mean destination\?/],
    ['a,b\n1,2\n', { map: ['destination=c'] }, '/map', /no column c\. The columns: a, b/],
    ['a,b\n1,2\n', { map: ['destination'] }, '/map', /destination=URL/],
    ['destination,slug\n1,2\n', { from: 'bitly' as const }, '/from', /no export of Bitly/],
  ])('refuses %j with %j, naming %s', async (file, order, pointer, remedy) => {
    const runtime = await makeRuntime()
    await expect(runImport(runtime, file, order)).rejects.toMatchObject({
      status: 400,
      errors: [{ pointer, detail: expect.stringMatching(remedy) }],
    })
  })
})

function fixture(file: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, 'files', file))
}

const select = `select l.*, p.channel, c.key as campaign from links l join posts p on p.id = l.post_id
  join campaigns c on c.id = p.campaign_id order by l.number`
