import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLink } from '../../../src/links/create.ts'
import { importLinks } from '../../../src/links/import/import.ts'
import type { Outcome } from '../../../src/links/import/outcome.ts'
import { linkDraft } from '../../../src/links/link.ts'
import { findShop } from '../../../src/shops/store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { change, read } from '../../app/sql.ts'
import { makeRuntime, type TestRuntime } from '../../make.ts'
import { pieces, plainOrder, runImport } from './run.ts'

describe('importing links', () => {
  it('makes of any row the link that the API makes of its fields', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRow, { minLength: 1, maxLength: 12 }), async (rows) => {
        const [imported, made] = [await makeRuntime(), await makeRuntime()]
        const shop = await shopOf(made)
        const { summary } = await runImport(imported, toCsv(rows))
        for (const [at, { tags, ...row }] of rows.entries()) {
          const said = Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
          const draft = { ...said, slug: `s${at}`, ...(tags === '' ? {} : { tags: tags.split(',') }) }
          await createLink(made, shop, linkDraft.parse(draft))
        }
        expect(summary.created).toBe(rows.length)
        for (const query of stored)
          expect(await read(imported.database, query)).toEqual(await read(made.database, query))
      }),
      { numRuns: 15 },
    )
  })

  it('tells in a dry run what a real one does, and stores nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), async (rows) => {
        const runtime = await makeRuntime()
        const shop = await shopOf(runtime)
        await createLink(runtime, shop, linkDraft.parse({ ...plainRow, slug: 'taken' }))
        const before = await contentOf(runtime)
        const dry = await runImport(runtime, toCsv(rows), { dryRun: true })
        expect(await contentOf(runtime)).toEqual(before)
        const real = await runImport(runtime, toCsv(rows))
        expect(dry.outcomes.map(withoutIds)).toEqual(real.outcomes.map(withoutIds))
        expect({ ...dry.summary, dryRun: false }).toEqual(real.summary)
        expect(real.outcomes.map(({ row }) => row)).toEqual(rows.map((_, at) => at + 1))
      }),
      { numRuns: 25 },
    )
  })

  it('tells the same of rows that are batches apart', async () => {
    const runtime = await makeRuntime()
    const file = toCsv(fc.sample(anyRow, 700))
    const dry = await runImport(runtime, file, { dryRun: true })
    const real = await runImport(runtime, file)
    expect(dry.outcomes.map(withoutIds)).toEqual(real.outcomes.map(withoutIds))
    const others = real.outcomes.filter(({ outcome }) => outcome === 'unchanged' || outcome === 'slug-taken')
    expect(others.length).toBeGreaterThan(100)
    expect(others.every(({ linkId }) => linkId !== null)).toBe(true)
  })

  it('leaves everything as it is when the same file comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), async (rows) => {
        const runtime = await makeRuntime()
        const first = await runImport(runtime, toCsv(rows))
        const after = await contentOf(runtime)
        runtime.clock.now += 86_400_000
        const again = await runImport(runtime, toCsv(rows))
        expect(await contentOf(runtime)).toEqual(after)
        expect(again.summary).toMatchObject({ created: 0, invalid: first.summary.invalid })
        const linkOf = (all: readonly Outcome[]) => all.map(({ linkId }) => linkId)
        expect(linkOf(again.outcomes)).toEqual(linkOf(first.outcomes))
      }),
      { numRuns: 25 },
    )
  })

  it('knows a Bitly link again by its short link, in its letter case, whatever else has changed', async () => {
    const runtime = await makeRuntime()
    const head = 'link,long_url,title'
    await runImport(runtime, `${head}\nhttps://bit.ly/aB,https://shop.example/1,One`)
    const { outcomes } = await runImport(
      runtime,
      `${head}\nhttp://BIT.LY/aB,https://shop.example/1?utm_source=fb,Other\nhttps://bit.ly/AB,https://shop.example/2,Two`,
    )
    expect(outcomes).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'slug-taken' }])
  })

  it('says who has a slug: a link, a row of the file, another shop, a bio page', async () => {
    const runtime = await makeRuntime()
    const mine = await createLink(runtime, await shopOf(runtime), linkDraft.parse({ ...plainRow, slug: 'Mine' }))
    await change(
      runtime.database,
      `insert into shops (id, name, currency, time_zone, created_at) values ('shop-2', 'b', 'NOK', 'Europe/Oslo', 0)`,
    )
    const other = await findShop(runtime.database, 'shop-2')
    if (!other) throw new Error('there is no second shop')
    await createLink(runtime, other, linkDraft.parse({ ...plainRow, slug: 'theirs' }))
    await change(runtime.database, bioPage, 'hello')
    const slugs = ['mine', 'new', 'NEW', 'theirs', 'hello']
    const rows = slugs.map((slug) => ({
      ...plainRow,
      slug,
      content: slug,
      domain: slug === 'hello' ? 'go.example' : '',
    }))
    const { outcomes, summary } = await runImport(runtime, toCsv(rows))
    expect(summary).toMatchObject({ rows: 5, created: 1, slugTaken: 4, invalid: 0 })
    const made = outcomes[1]?.linkId ?? ''
    expect(outcomes.map(({ linkId }) => linkId)).toEqual([mine.id, made, made, null, null])
    expect(outcomes.map(({ errors }) => errors[0]?.detail ?? '')).toEqual([
      expect.stringContaining(`is that of the link ${mine.id}`),
      '',
      expect.stringContaining('is that of line 3 of this file'),
      expect.stringContaining('is that of a link of another shop'),
      expect.stringContaining('is that of a bio page'),
    ])
  })

  it('joins campaigns by their key or the name they have now, and makes each new one once', async () => {
    const runtime = await makeRuntime()
    const campaign = (key: string, name: string) =>
      change(
        runtime.database,
        `insert into campaigns (id, shop_id, name, key, created_at) values (?, 'shop-1', ?, ?, 0)`,
        ...[key, name, key],
      )
    await campaign('old', 'Winter Sale')
    const names = ['winter-sale', 'OLD', 'New one', 'new-one', 'New One']
    await runImport(runtime, toCsv(names.map((name) => ({ ...plainRow, campaign: name }))))
    const keys = await read(
      runtime.database,
      'select c.key, c.name from posts p join campaigns c on c.id = p.campaign_id order by p.number',
    )
    const [old, made] = [
      { key: 'old', name: 'Winter Sale' },
      { key: 'new-one', name: 'New one' },
    ]
    expect(keys).toEqual([old, old, made, made, made])
  })

  it('stores batch by batch: one that is cut short goes on where it ended', async () => {
    const runtime = await makeRuntime()
    const file = toCsv(Array.from({ length: 700 }, (_, at) => ({ ...plainRow, content: `c${at}` })))
    const steps = await importLinks(runtime, await shopOf(runtime), pieces(file, 5000), plainOrder)
    const first = await steps.next()
    await steps.return(undefined)
    const done = first.done ? 0 : first.value.summary.created
    expect(done).toBeGreaterThan(0)
    expect(await read(runtime.database, 'select count(*) as links from links')).toEqual([{ links: done }])
    expect((await runImport(runtime, file)).summary).toMatchObject({ unchanged: done, created: 700 - done })
  })

  it.each([
    ['a link', (runtime: TestRuntime) => makeTaken(runtime, 'race')],
    ['a bio page', (runtime: TestRuntime) => change(runtime.database, bioPage, 'Race')],
  ])('looks again when %s takes a slug between look and insert', async (_, take) => {
    const runtime = await makeRuntime()
    let isFirst = true
    const database: Database = {
      all: (query) => runtime.database.all(query),
      async batch(statements) {
        if (isFirst) await take(runtime)
        isFirst = false
        return runtime.database.batch(statements)
      },
    }
    const rows = ['race', 'free'].map((slug) => ({ ...plainRow, slug }))
    const steps = await importLinks({ ...runtime, database }, await shopOf(runtime), pieces(toCsv(rows)), plainOrder)
    const outcomes: Outcome[] = []
    for await (const step of steps) outcomes.push(...step.outcomes)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['slug-taken', 'created'])
  })

  it.each([
    [{ destination: 'shop' }, 'destination', /Write https:\/\//],
    [{ destination: '' }, 'destination', /is missing/],
    [{ destination: 'http://localhost:8787/x' }, 'destination', /in circles/],
    [{ channel: 'telegraph' }, 'channel', /must be one of facebook/],
    [{ channel: '' }, 'channel', /is missing/],
    [{ campaign: '' }, 'campaign', /is missing/],
    [{ slug: 'api' }, 'slug', /used by Tilltrail itself/],
    [{ expiresAt: '24.12.2026' }, 'expiresAt', /2026-11-22/],
    [{ createdAt: '2099-01-01' }, 'createdAt', /in the future/],
    [{ maxClicks: 'many' }, 'maxClicks', /whole number/],
    [{ fallbackUrl: 'ftp://x' }, 'fallbackUrl', /https:\/\//],
    [{ title: 't'.repeat(300) }, 'title', /200 characters/],
  ])('refuses %j by its field and says what to do', async (over, field, remedy) => {
    const { outcomes } = await runImport(await makeRuntime(), toCsv([{ ...plainRow, ...over }]))
    expect(outcomes).toMatchObject([
      { outcome: 'invalid', linkId: null, errors: [{ field, column: field, detail: expect.stringMatching(remedy) }] },
    ])
  })

  it('says of a row all that is wrong with it', async () => {
    const rows = [
      {
        ...{ destination: 'shop', channel: 'telegraph', campaign: '', slug: 'api', domain: 'no dots' },
        ...{ maxClicks: 'many', expiresAt: '24.12.2026', createdAt: '2099-01-01', fallbackUrl: 'ftp://x' },
      },
      { destination: '', source: 's'.repeat(300), channel: '', campaign: 'Jul', slug: '?' },
    ]
    const { outcomes } = await runImport(await makeRuntime(), toCsv(rows))
    expect(outcomes.map(({ errors }) => errors.map(({ field }) => field).toSorted())).toEqual([
      [
        ...['campaign', 'channel', 'createdAt', 'destination', 'domain', 'expiresAt', 'fallbackUrl', 'maxClicks'],
        'slug',
      ],
      ['destination', 'slug', 'source'],
    ])
  })

  it('completes addresses that have no https://, notes it, and knows the row again once it is mended', async () => {
    const runtime = await makeRuntime()
    const row = { ...plainRow, destination: 'www.brødogbønner.no/kaffe', fallbackUrl: 'shop.example' }
    const { outcomes } = await runImport(runtime, toCsv([row]))
    expect(outcomes).toMatchObject([
      {
        outcome: 'created',
        notes: [
          'The destination has no https://: it is taken as https://www.brødogbønner.no/kaffe.',
          'The fallbackUrl has no https://: it is taken as https://shop.example.',
        ],
      },
    ])
    expect(await read(runtime.database, 'select destination, fallback_url from links')).toEqual([
      { destination: 'https://www.xn--brdogbnner-1cbe.no/kaffe', fallback_url: 'https://shop.example/' },
    ])
    const mended = { ...row, destination: `https://${row.destination}`, fallbackUrl: 'https://shop.example' }
    expect((await runImport(runtime, toCsv([mended]))).outcomes).toMatchObject([{ outcome: 'unchanged', notes: [] }])
  })

  it('speaks of the lines of a file, header and empty lines counted', async () => {
    const file = 'destination,campaign,channel\n\nhttps://shop.example/x,a,blog\nhttps://shop.example/x,a,blog\n'
    const { outcomes } = await runImport(await makeRuntime(), file)
    expect(outcomes).toMatchObject([{ line: 3 }, { line: 4, notes: ['It says the same as line 3.'] }])
  })

  it('refuses a row with more cells than columns, whose texts have slipped, and skips empty ones', async () => {
    const file = 'destination,campaign,channel\nhttps://shop.example/x,a,b,blog\n,,\nhttps://shop.example/y,a,blog,,\n'
    const { outcomes } = await runImport(await makeRuntime(), file)
    expect(outcomes.map(({ outcome, line }) => [outcome, line])).toEqual([
      ['invalid', 2],
      ['created', 4],
    ])
    expect(outcomes[0]?.errors[0]?.detail).toMatch(/4 cells and the header 3: .*quotes/)
  })

  it('tells where a broken file ends, and keeps the rows before', async () => {
    const file = `${toCsv([plainRow])}\n"open,x\n`
    const { outcomes, summary } = await runImport(await makeRuntime(), file)
    expect(summary).toMatchObject({ rows: 2, created: 1, invalid: 1 })
    expect(outcomes[1]).toMatchObject({ line: 3, errors: [{ detail: expect.stringMatching(/cannot be read/) }] })
  })

  it('has a summary of nothing for a file that has a header alone', async () => {
    expect((await runImport(await makeRuntime(), 'destination\n')).summary).toMatchObject({ rows: 0, created: 0 })
  })
})

const plainRow = { destination: 'https://shop.example/a?x=1', channel: 'blog', campaign: 'Jul' }

const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((one) => !/\p{Cc}|[\r\n]/u.test(one))
const trimmed = text.map((one) => one.trim())
const aRow = fc.record({
  destination: fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => !/utm_|till=/i.test(url)),
  channel: fc.constantFrom('facebook', 'newsletter', 'other'),
  campaign: trimmed.filter((one) => one !== ''),
  content: trimmed,
  term: trimmed,
  title: trimmed,
  placement: trimmed,
  tags: fc.constantFrom('', 'one', 'one,two'),
  fallbackUrl: fc.constantFrom('', 'https://shop.example/over'),
  expiresAt: fc.constantFrom('', '2026-12-24T12:00:00Z'),
})
/** Also rows that are refused, that are alike, and that want one slug. */
const anyRow = fc.record({
  destination: fc.constantFrom('https://shop.example/a', 'https://shop.example/b?utm_source=fb', 'nowhere'),
  channel: fc.constantFrom('blog', 'nothing'),
  campaign: fc.constantFrom('Jul', 'jul', 'Påske'),
  slug: fc.constantFrom('', '', 'one', 'One', 'two', 'taken'),
  content: fc.constantFrom('', 'x'),
})

/** Slugs by the row's place, so that none is generated where two installations are compared. */
function toCsv(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const isPlain = names.includes('slug') || !names.includes('term')
  const columns = isPlain ? names : [...names, 'slug']
  const lines = rows.map((row, at) =>
    columns.map((name) => `"${(row[name] ?? (isPlain ? '' : `s${at}`)).replaceAll('"', '""')}"`).join(','),
  )
  return [columns.join(',') || 'destination', ...lines].join('\n')
}

/** What is stored but ids and numbers. */
const stored = [
  `select l.domain, l.slug, l.destination, l.utm_source, l.utm_medium, l.utm_campaign, l.utm_content, l.utm_term, l.placement,
    l.title, l.tags, l.expires_at, l.max_clicks, l.fallback_url, l.archived_at, l.created_at, l.updated_at, l.shop_id,
    p.channel, p.title as post, p.published_at, p.tags as post_tags, p.created_at as posted, c.key, c.name
    from links l join posts p on p.id = l.post_id join campaigns c on c.id = p.campaign_id order by l.number`,
  'select domain, slug from slugs order by domain, slug',
  'select key, name, created_at from campaigns order by number',
]

const bioPage = `insert into bio_pages (shop_id, slug, page, updated_at) values ('shop-1', ?, '{}', 0)`

async function makeTaken(runtime: TestRuntime, slug: string): Promise<void> {
  await createLink(runtime, await shopOf(runtime), linkDraft.parse({ ...plainRow, slug }))
}

async function contentOf({ database }: TestRuntime) {
  const tables = ['campaigns', 'posts', 'links', 'slugs', 'imported_links', 'link_changes']
  return Promise.all(tables.map((table) => read(database, `select * from ${table}`)))
}

function withoutIds({ linkId: _, shortUrl, outcome, ...rest }: Outcome) {
  return { ...rest, outcome, shortUrl: outcome === 'slug-taken' ? shortUrl : null }
}

async function shopOf({ database }: TestRuntime) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('there is no shop')
  return shop
}
