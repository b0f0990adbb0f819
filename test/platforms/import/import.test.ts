import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPost } from '../../../src/links/post-store.ts'
import { importValues, type ImportOrder } from '../../../src/platforms/import/import.ts'
import { previewValues } from '../../../src/platforms/import/preview.ts'
import { readValue } from '../../../src/platforms/reading/value.ts'
import { listValues, readReadings } from '../../../src/platforms/value-store.ts'
import { parseDay, showDay } from '../../../src/shops/calendar.ts'
import { findShop } from '../../../src/shops/store.ts'
import { makeRuntime, type TestRuntime } from '../../make.ts'

const exported = { period: { at: parseDay('2026-11-20') } }

/** Header rows as they stood in real files, with the numbers of a small shop. */
const files = {
  metaFacebook:
    '\ufeffPost ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data comment,Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks,Other Clicks,Matched Audience Targeting Consumption (Photo Click),Link Clicks,Seconds viewed,Average Seconds viewed,Estimated earnings (USD)\n' +
    '122158000000000001,999,Brenneriet,Ny kaffe fra Etiopia,,0,11/14/2026 08:30,,https://www.facebook.com/brenneriet/posts/122158000000000001?__cft__=x,0,0,Photos,,,,Lifetime,Lifetime,"1,234",987,50,40,6,4,80,10,30,40,0,0,0\n',
  metaInstagram:
    'Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n' +
    '18000000000000001,77,brenneriet,Brenneriet,"Slik brygger du, steg for steg",30,11/15/2026 18:00,https://www.instagram.com/reel/AbC123/,IG reel,,Lifetime,5000,4000,300,20,12,15,44\n',
  metaAdsEnglish:
    'Campaign name,Ad set name,Ad name,Day,Reporting starts,Reporting ends,Amount spent (NOK),Impressions,Reach,Frequency,Results,Result indicator,Cost per results,Link clicks,Clicks (all)\n' +
    ',,,,2026-11-01,2026-11-02,300.50,3000,2500,1.2,,,,70,99\n' +
    'Jul,Alle,Bilde 1,2026-11-01,2026-11-01,2026-11-01,100.25,"1,000",900,1.1,,,,30,44\n' +
    'Jul,Alle,Bilde 1,2026-11-02,2026-11-02,2026-11-02,200.25,"2,000",1600,1.25,,,,40,55\n',
  metaAdsNorwegian:
    'Rapportering starter;Beløp brukt (NOK);Eksponeringer;Rekkevidde;Frekvens;CPM (kostnad per 1000 eksponeringer) (NOK);Klikk på lenke;CPC (kostnad per klikk på lenke) (NOK);Klikk (alle);CTR (alle)\n' +
    '01.11.2026;1 234,50;45 678;30 123;1,52;27,03;321;3,85;400;0,88\n',
  metaAdsPolish:
    'Nazwa kampanii;Nazwa zestawu reklam;Nazwa reklamy;Dzień;Wydana kwota (PLN);Wyświetlenia;Zasięg;Kliknięcia linku;Kliknięcia (wszystkie);CPC (wszystkie) (PLN);Wyniki;Typ wyniku;3-sekundowe odtworzenia filmu\n' +
    'Święta;Wszyscy;Grafika;03.11.2026;"1 234,50";12 345;9 876;210;300;4,12;--;--;1 002\n',
  metaAdsThai:
    'วัน,ID โฆษณา,ชื่อแคมเปญ,ชื่อชุดโฆษณา,อิมเพรสชัน,การเข้าถึง,จำนวนคลิก (ทั้งหมด),จำนวนเงินที่ใช้จ่ายไป (THB),ผลลัพธ์,ต้นทุนต่อผลลัพธ์,เริ่มการรายงาน,สิ้นสุดการรายงาน\n' +
    'รวมทั้งหมด,,,,"12,345","9,000",400,5000.00,10,500,01/11/2569,02/11/2569\n' +
    '๐๓/๑๑/๒๕๖๙,1200000000001,โปรโมชั่น,ทุกคน,"12,345","9,000",400,5000.00,10,500,03/11/2569,03/11/2569\n',
  xContent:
    'Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n' +
    '1850000000000000001,"Sat, Nov 14, 2026",Ny kaffe i dag,https://x.com/brenneriet/status/1850000000000000001,800,9,20,1,2,3,1,4,5,6,7,0,0\n',
  xOverview:
    'Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views,Media views\n' +
    '"Sat, Nov 14, 2026",100,1,2,0,0,3,1,0,0,4,1,20,30\n"Sun, Nov 15, 2026",200,2,2,0,0,4,0,0,0,4,1,30,30\n',
  xVideo:
    'Video overview,,,,,\nDate,Views,Watch Time (ms),Completion Rate,Average Watch Time (ms),Estimated Revenue\n"Sat, Nov 14, 2026",44,1000,0.5,20,0\n',
  tiktokContent:
    'Video title,Video link,Post time,Total views,Total likes,Total comments,Total shares\nLatte art,https://www.tiktok.com/@brenneriet/video/7400000000000000001,2026-11-10,9000,700,20,30\n',
  tiktokOverview:
    '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n"23 August","120","5","-2","0","1"\n"14 November","90","5","7","0","1"\n',
  pinterestAds:
    'Date,Campaign name,Ad group name,Spend in account currency,Impressions,Pin clicks,Outbound clicks,CTR,eCPC,Total conversions,Checkouts,Checkout value in account currency,Checkout ROAS\n2026-11-03,Jul,A,12.5,700,30,12,0.04,1.04,0,0,0,0\n',
} as const

describe('an export', () => {
  it.each([
    [
      'meta-facebook',
      files.metaFacebook,
      'facebook',
      ['impressions 1234', 'reach 987', 'likes 40', 'comments 6', 'shares 4', 'image_clicks 30', 'link_clicks 40'],
    ],
    [
      'meta-instagram',
      files.metaInstagram,
      'instagram',
      ['impressions 5000', 'reach 4000', 'likes 300', 'shares 20', 'new_followers 12', 'comments 15', 'saves 44'],
    ],
    [
      'x-content',
      files.xContent,
      'x',
      [
        'impressions 800',
        'likes 9',
        'new_followers 3',
        'comments 1',
        'shares 4',
        'link_clicks 7',
        'saves 1',
        'profile_visits 5',
      ],
    ],
    ['tiktok-content', files.tiktokContent, 'tiktok', ['video_views 9000', 'likes 700', 'comments 20', 'shares 30']],
  ])('of %s holds what each post had on the day of the export', async (layout, file, channel, told) => {
    const shop = await openShop()
    const outcome = await shop.read(file, exported)
    expect(outcome).toMatchObject({ layout: { id: layout }, channel, faults: [], from: '2026-11-20', to: '2026-11-20' })
    expect((await shop.told()).map(({ metric, value }) => `${metric} ${value}`).toSorted()).toEqual(told.toSorted())
    expect((await shop.told()).every(({ from }) => from === null)).toBe(true)
  })

  it.each([
    [
      'English',
      files.metaAdsEnglish,
      [
        'impressions 2026-11-01 1000',
        'impressions 2026-11-02 2000',
        'link_clicks 2026-11-01 30',
        'link_clicks 2026-11-02 40',
        'reach 2026-11-01 900',
        'reach 2026-11-02 1600',
      ],
    ],
    [
      'Polish',
      files.metaAdsPolish,
      [
        'impressions 2026-11-03 12345',
        'link_clicks 2026-11-03 210',
        'reach 2026-11-03 9876',
        'video_views 2026-11-03 1002',
      ],
    ],
    ['Thai', files.metaAdsThai, ['impressions 2026-11-03 12345', 'reach 2026-11-03 9000']],
  ])('of Meta Ads Manager in %s holds days, without the row of totals', async (_, file, told) => {
    const shop = await openShop()
    expect(await shop.read(file, { channel: 'facebook' })).toMatchObject({ layout: { id: 'meta-ads' }, faults: [] })
    expect((await shop.told()).map(({ metric, to, value }) => `${metric} ${showDay(to)} ${value}`).toSorted()).toEqual(
      told,
    )
  })

  it('of Meta Ads Manager in Norwegian has decimal commas, and asks when its period ends', async () => {
    const shop = await openShop()
    await expect(shop.read(files.metaAdsNorwegian, { channel: 'facebook' })).rejects.toMatchObject({
      status: 400,
      errors: [{ pointer: '/at' }],
    })
    await shop.read(files.metaAdsNorwegian, {
      channel: 'facebook',
      period: { from: parseDay('2026-11-01'), to: parseDay('2026-11-20') },
    })
    const told = (await shop.told()).map(({ metric, from, to, value }) => [
      metric,
      showDay(from ?? 0),
      showDay(to),
      value,
    ])
    expect(told.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ['impressions', '2026-11-01', '2026-11-20', 45_678],
      ['link_clicks', '2026-11-01', '2026-11-20', 321],
      ['reach', '2026-11-01', '2026-11-20', 30_123],
    ])
  })

  it.each([
    ['x-overview', files.xOverview, 18],
    ['x-overview', files.xVideo, 1],
    ['tiktok-overview', files.tiktokOverview, 10],
    ['pinterest-ads', files.pinterestAds, 3],
  ])('of %s holds the channel’s or its ads’ days', async (layout, file, readings) => {
    const shop = await openShop()
    const outcome = await shop.read(file)
    expect([outcome.layout?.id, outcome.readings.stored, outcome.faults]).toEqual([layout, readings, []])
  })

  it('without a year is of the last such day', async () => {
    const shop = await openShop()
    await shop.read(files.tiktokOverview)
    expect(new Set((await shop.told()).map(({ to }) => showDay(to)))).toEqual(new Set(['2026-08-23', '2026-11-14']))
  })

  it.each(['linkedin.xls', 'linkedin.xlsx'])(
    'of LinkedIn is read out of %s, past the line above its header',
    async (name) => {
      const shop = await openShop()
      const outcome = await shop.read(fixture(name), exported)
      expect(outcome).toMatchObject({
        layout: { id: 'linkedin-posts' },
        rows: 10,
        faults: [],
        posts: { unmatched: 10 },
      })
      const told = await shop.told()
      expect(told.find(({ metric, value }) => metric === 'impressions' && value === 1234)?.platformPost?.title).toBe(
        'Ny kaffe fra Etiopia ☕ – nå i butikken',
      )
    },
  )

  it('of YouTube is read out of its ZIP, without its totals, of the days that were chosen there', async () => {
    const shop = await openShop()
    const file = fixture('youtube.zip')
    await expect(shop.read(file)).rejects.toMatchObject({ errors: [{ pointer: '/at' }] })
    const outcome = await shop.read(file, { period: { from: parseDay('2026-10-01'), to: parseDay('2026-10-31') } })
    expect(outcome).toMatchObject({ layout: { id: 'youtube' }, rows: 2, totalsLeftOut: 1, faults: [] })
    const views = (await shop.told()).filter(({ metric }) => metric === 'video_views').map(({ value }) => value)
    expect(views.toSorted((a, b) => a - b)).toEqual([34, 1200])
  })

  it.each([
    ['UTF-16, little end first', (text: string) => utf16(text, true)],
    ['UTF-16, big end first', (text: string) => utf16(text, false)],
    ['Windows’ Thai', (text: string) => windows(text, 'windows-874')],
  ])('in Thai is read in %s', async (_, encode) => {
    const shop = await openShop()
    const outcome = await shop.read(encode(files.metaAdsThai), { channel: 'facebook' })
    expect([outcome.layout?.id, outcome.readings.stored, outcome.faults]).toEqual(['meta-ads', 2, []])
  })

  it('in Polish is read in Windows’ Central European letters', async () => {
    const shop = await openShop()
    const outcome = await shop.read(windows(files.metaAdsPolish, 'windows-1250'), { channel: 'facebook' })
    expect([outcome.layout?.id, outcome.readings.stored]).toEqual(['meta-ads', 4])
  })
})

describe('an import', () => {
  it('says in a dry run what the real one does, stores nothing by it, and changes nothing the second time', async () => {
    const shop = await openShop()
    const dry = await shop.read(files.xContent, { ...exported, dryRun: true })
    expect(await shop.told()).toEqual([])
    const real = await shop.read(files.xContent, exported)
    expect({ ...real, dryRun: true, importId: null }).toEqual(dry)
    const again = await shop.read(files.xContent, exported)
    expect(again.readings).toEqual({ stored: 0, replaced: 0, unchanged: 8 })
    const changed = await shop.read(files.xContent.replace(',800,9,', ',850,9,'), exported)
    expect(changed.readings).toEqual({ stored: 0, replaced: 1, unchanged: 7 })
    expect(await shop.told(true)).toHaveLength(9)
  })

  it('knows a post by its address, by the id in it, and by title and day: nothing by the title alone', async () => {
    const shop = await openShop()
    const by = async (draft: { title: string; url?: string; publishedAt?: number }) =>
      createPost(shop.runtime.database, 'shop-1', { channel: 'facebook', ...draft }, shop.runtime.now())
    const post = await by({ title: 'Kaffe', url: 'https://facebook.com/brenneriet/posts/122158000000000001/' })
    expect((await shop.read(files.metaFacebook, exported)).postList).toMatchObject([
      { postId: post.id, matchedBy: 'url' },
    ])
    const other = await openShop()
    const draft = { title: 'Ny kaffe fra Etiopia', publishedAt: Date.parse('2026-11-15T10:00:00Z') }
    const far = { ...draft, publishedAt: Date.parse('2026-10-15T10:00:00Z') }
    await createPost(other.runtime.database, 'shop-1', { channel: 'facebook', ...far }, 0)
    expect((await other.read(files.metaFacebook, exported)).postList).toMatchObject([{ postId: null }])
    const near = await createPost(other.runtime.database, 'shop-1', { channel: 'facebook', ...draft }, 0)
    const found = await other.read(files.metaFacebook, exported)
    expect(found.postList).toMatchObject([{ postId: near.id, matchedBy: 'title-and-day' }])
    expect(found.readings.unchanged).toBe(7)
    const likes = { id: 'likes', kind: 'running-total', unit: 'count' } as const
    const readings = await readReadings(other.runtime.database, { id: 'shop-1', timeZone: 'Europe/Oslo' }, 'likes')
    const [from, to] = [parseDay('2026-11-01'), parseDay('2026-11-20')]
    expect(readValue({ metric: likes, readings, scope: { post: near.id }, from, to })).toMatchObject({
      value: 40,
      completeness: 'complete',
    })
  })

  it('asks whether 03/04 is in March or April where no date tells', async () => {
    const shop = await openShop()
    const file = 'Date,Campaign name,Ad group name,Impressions,Pin clicks,Outbound clicks\n03/04/2026,Jul,A,700,30,12\n'
    await expect(shop.read(file)).rejects.toMatchObject({ errors: [{ pointer: '/dateOrder' }] })
    await shop.read(file, { dateOrder: 'month-first' })
    expect(new Set((await shop.told()).map(({ to }) => showDay(to)))).toEqual(new Set(['2026-03-04']))
  })

  it('reads columns as it is told, and remembers how', async () => {
    const shop = await openShop()
    const file = 'Dag;Visningar;Gilla\n2026-11-03;1 200;n/a\n2026-11-04;1 300;7\nSumma;2 500;7\n'
    await expect(shop.read(file)).rejects.toMatchObject({ status: 400 })
    const map = ['day=Dag', 'impressions=Visningar', 'likes=Gilla']
    const told = await shop.read(file, { map, channel: 'instagram' })
    expect(told).toMatchObject({ layout: null, readings: { stored: 3 }, totalsLeftOut: 1, faults: [] })
    const next = file.replaceAll('2026-11-0', '2026-11-1')
    expect(await shop.read(next)).toMatchObject({ channel: 'instagram', readings: { stored: 3 } })
    const preview = await previewValues(shop.runtime, shop.shop, encode(next), { map: [], name: undefined })
    expect(preview).toMatchObject({
      isRemembered: true,
      channel: 'instagram',
      columns: [{ holds: 'day' }, { holds: 'impressions' }, { holds: 'likes' }],
    })
  })

  it('says what it could not read, with line and column, and keeps the rest', async () => {
    const shop = await openShop()
    const file = files.xOverview.replace('100,1,2', '1.2K,1,2').replace('"Sun, Nov 15, 2026"', 'soon')
    const outcome = await shop.read(file)
    expect(outcome.faults).toEqual([
      { line: 2, column: 'Impressions', detail: '“1.2K” is rounded by the platform: export the exact number.' },
      { line: 3, column: 'Date', detail: '“soon” is no date that is known here.' },
    ])
    expect(outcome.readings.stored).toBe(8)
  })

  it('refuses an id that a spreadsheet rounded, where nothing else tells the post', async () => {
    const shop = await openShop()
    const file = files.metaInstagram
      .replace('18000000000000001', '1.8E+16')
      .replace('https://www.instagram.com/reel/AbC123/', '')
    const outcome = await shop.read(file, exported)
    expect(outcome.faults[0]?.detail).toContain('A spreadsheet has rounded the id')
    expect(outcome.readings.stored).toBe(0)
  })
})

describe('a row of totals that doesn’t say so', () => {
  const head = 'Rapportering starter;Beløp brukt (NOK);Eksponeringer;Rekkevidde;Klikk på lenke'
  const campaigns = ['01.11.2026;1 234,50;45 678;30 123;321', '01.11.2026;200,25;5 000;4 000;40']
  const period = { from: parseDay('2026-11-01'), to: parseDay('2026-11-20') }
  const sum = '01.11.2026;1 434,75;50 678;32 000;361'
  const read = async (lines: readonly string[]) => {
    const shop = await openShop()
    const outcome = await shop.read(lines.join('\n'), { channel: 'facebook', period })
    const impressions = (await shop.told()).filter(({ metric }) => metric === 'impressions').map(({ value }) => value)
    return { outcome, impressions }
  }

  it.each([
    ['first', [head, sum, ...campaigns]],
    ['last', [head, ...campaigns, sum]],
  ])('is left out where it stands %s', async (_, lines) => {
    const { outcome, impressions } = await read(lines)
    expect(outcome).toMatchObject({ totalsLeftOut: 1, rows: 2, costs: { amounts: [{ amount: '1434.75' }] } })
    expect(impressions).toEqual([50_678])
  })

  it('is left out where an unknown column has no name for it, and the rows’ difference is told', async () => {
    const named = [`Kampanjenavn;${head}`, `;${sum}`, `Jul;${campaigns[0]}`, `Kaffe;${campaigns[1]}`]
    const { outcome, impressions } = await read(named)
    expect(outcome).toMatchObject({ totalsLeftOut: 1, addedUpBy: ['Kampanjenavn'], unread: ['Kampanjenavn'] })
    expect(impressions).toEqual([50_678])
    const single = await read([`Kampanjenavn;${head}`, `Jul;${campaigns[0]}`, `;${campaigns[0]}`])
    expect([single.outcome.totalsLeftOut, single.impressions]).toEqual([1, [45_678]])
  })

  it('is kept where it isn’t the sum, or has a day of its own', async () => {
    expect((await read([head, ...campaigns, sum.replace('361', '362')])).outcome.totalsLeftOut).toBe(0)
    const shop = await openShop()
    const days =
      'Date,Impressions,Likes,New follows,Unfollows\n2026-11-01,1,1,1,0\n2026-11-02,2,2,2,0\n2026-11-03,3,3,3,0\n'
    expect(await shop.read(days)).toMatchObject({ totalsLeftOut: 0, rows: 3 })
  })
})

describe('what a file leaves open', () => {
  it('is asked in an order that helps: first for a column of numbers, and its day is known', async () => {
    const shop = await openShop()
    const file = 'Dag;Visningar\n2026-11-03;1 200\n'
    await expect(shop.read(file)).rejects.toMatchObject({ errors: [{ pointer: '/map' }] })
    const preview = await previewValues(shop.runtime, shop.shop, encode(file), { map: [], name: undefined })
    expect(preview).toMatchObject({ columns: [{ holds: 'day' }, { holds: null }], asks: { period: null } })
  })

  it('is a period where the numbers are of chosen days: a day alone won’t do', async () => {
    const shop = await openShop()
    await expect(shop.read(fixture('youtube.zip'), exported)).rejects.toMatchObject({ errors: [{ pointer: '/from' }] })
  })

  it('is told: columns that nothing was read from', async () => {
    const shop = await openShop()
    const { unread } = await shop.read(files.metaInstagram, { ...exported, dryRun: true })
    expect(unread).toContain('Duration (sec)')
    expect(unread).not.toContain('Saves')
  })

  it('is the year: days in a row are of the same', async () => {
    const shop = await openShop()
    const file = files.tiktokOverview.replace('23 August', '20 November').replace('14 November', '21 November')
    await shop.read(file, exported)
    expect(new Set((await shop.told()).map(({ to }) => showDay(to)))).toEqual(new Set(['2026-11-20', '2026-11-21']))
  })
})

async function openShop() {
  const runtime: TestRuntime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const order = {
    channel: undefined,
    period: undefined,
    dateOrder: undefined,
    map: [],
    fileName: undefined,
    dryRun: false,
  }
  return {
    ...{ runtime, shop },
    read: (file: string | Uint8Array, over: Partial<ImportOrder> = {}) =>
      importValues(runtime, shop, typeof file === 'string' ? encode(file) : file, { ...order, ...over }),
    told: (history = false) =>
      listValues(runtime.database, 'shop-1', { limit: 500, before: Number.MAX_SAFE_INTEGER, filter: { history } }),
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2))
  bytes.setUint16(0, 0xfeff, isLittle)
  for (let at = 0; at < text.length; at++) bytes.setUint16(2 + at * 2, text.charCodeAt(at), isLittle)
  return new Uint8Array(bytes.buffer)
}

/** By the decoder's own table, turned round. */
function windows(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label)
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(Array.from(text, (letter) => table.get(letter) ?? 63))
}

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/platforms', name)))
}
