import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkDatabase } from '../../src/operations/check.ts'
import { references } from '../../src/operations/check-store.ts'
import { makeFolder } from '../make.ts'
import { addClicks, change, databaseOf, makeShopFolder, openBeside } from './make-shop.ts'
import { runCli } from './run-cli.ts'

/** A fault for each thing that is looked after, in the words that tell it. */
const faults = {
  'clicks are of a link that is not there': 'update clicks set link = 99 where seq = 1',
  'clicks have a referrer that is not there': 'update clicks set referrer = 99 where seq = 1',
  'conversions are of a link that is not there': 'update conversions set link_number = 99',
  'credits are of a link that is not there': 'update credits set link_number = 99',
  'credits are of a conversion that is not there': `update credits set conversion_id = 'conv_9'`,
  'told touches are of a link that is not there': `insert into told_touches select id, 99, 0, 1 from conversions limit 1`,
  'told touches are of a conversion that is not there': `insert into told_touches values ('conv_9', 1, 0, 1)`,
  'pieces of evidence are of a conversion that is not there': `update evidence set conversion_id = 'conv_9'`,
  'posts are of a campaign that is not there': `update posts set campaign_id = 'camp_9'`,
  'links are of a post that is not there': `update posts set id = 'post_9'`,
  'links and their posts are of different shops': `update posts set shop_id = 'shop-2'`,
  'links are not known by their slug': `update slugs set slug = 'other'`,
  'conversions have no evidence': 'delete from evidence',
  'conversions are credited to more or less than one whole': 'update credits set share = 0.4',
  'click ids were given out without a key to sign them': 'delete from signing_keys',
} as const satisfies Record<(typeof references)[number]['told'], string>

it('finds nothing wrong with a shop, also while it is written to', async () => {
  const folder = await makeShopFolder(100)
  const writing = setInterval(() => addClicks(beside, 5), 1)
  const beside = openBeside(folder)
  const checked = await checkDatabase(databaseOf(folder), () => {})
  clearInterval(writing)
  expect(checked.parts.flatMap((part) => part.faults)).toEqual([])
  expect(checked.isOk).toBe(true)
})

it.each(Object.entries(faults))('finds that %s', async (told, sql) => {
  const folder = await makeShopFolder(3)
  change(folder, (database) => {
    database.pragma('foreign_keys = OFF')
    database.exec(sql)
  })
  const { isOk, parts } = await checkDatabase(databaseOf(folder), () => {})
  expect(isOk).toBe(false)
  expect(parts.find(({ name }) => name === 'references')?.faults).toContain(`1 ${told}`)
})

it('finds sums that are not those of the clicks', async () => {
  const folder = await makeShopFolder(3)
  // Says that all clicks are summed up, where none is.
  change(folder, (database) => database.exec('update rolled_up set seq = 3'))
  const { isOk, parts } = await checkDatabase(databaseOf(folder), () => {})
  expect(isOk).toBe(false)
  expect(parts.filter(({ faults }) => faults.length > 0)).toMatchObject([{ name: 'roll-ups' }])
})

it('finds sums that are not those of the visits, and derives them anew where asked to', async () => {
  const folder = await makeShopFolder(3)
  change(folder, (database) =>
    database.exec(`insert into visits (id, shop, day, link, click_at, click_random, page, entered_at, views, seconds, scroll)
      values (1, 1, 5, 1, 9, 9, '/', 9, 1, 3, 0), (2, 1, 40, 1, 9, 9, '/', 9, 2, 30, 0), (3, 1, 40, null, null, null, '/', 9, 2, 30, 0)`),
  )
  expect(await runCli(folder, 'check')).toMatchObject({ code: 0 })
  change(folder, (database) =>
    database.exec('update landing_days set visits = 7; delete from visit_sums where ours = 0'),
  )
  const { parts } = await checkDatabase(databaseOf(folder), () => {})
  expect(parts.filter(({ faults }) => faults.length > 0)).toEqual([
    {
      name: 'visits',
      faults: [
        'visits by day: 1 sums differ from the visits',
        'landings by day, link and page: 2 sums differ from the visits',
      ],
    },
  ])
  expect((await runCli(folder, 'check')).out).toContain('check --rebuild')
  expect(await runCli(folder, 'check', '--rebuild')).toMatchObject({ code: 0 })
})

it('derives the sums anew from the clicks where asked to, and says so where they alone are wrong', async () => {
  const folder = await makeShopFolder(3)
  change(folder, (database) => database.exec('update rolled_up set seq = 3'))
  const wrong = await runCli(folder, 'check')
  expect(wrong.code).toBe(1)
  expect(wrong.out).toContain('check --rebuild')
  expect(wrong.out).not.toContain('restore')
  expect(await runCli(folder, 'check', '--rebuild')).toMatchObject({ code: 0 })
  expect(await runCli(folder, 'check', '--json')).toMatchObject({ code: 0 })
})

it('looks after every reference that it names', () => {
  expect(references.map(({ told }) => told).toSorted()).toEqual(Object.keys(faults).toSorted())
})

it('ends with 1 and names the fault, for people and for programs', async () => {
  const folder = await makeShopFolder(3)
  expect(await runCli(folder, 'check', '--json')).toMatchObject({ code: 0 })
  change(folder, (database) => database.exec('update clicks set link = 99'))
  const [people, programs] = await Promise.all([runCli(folder, 'check'), runCli(folder, 'check', '--json')])
  expect([people.code, programs.code]).toEqual([1, 1])
  expect(people.out).toMatch(/^FAULT {3}references: 3 clicks are of a link that is not there$/m)
  expect(JSON.parse(programs.out)).toMatchObject({
    ok: false,
    faults: [{ part: 'references', detail: '3 clicks are of a link that is not there' }],
  })
})

it('finds a broken page, an unknown table’s loss and a file that is no database', async () => {
  const broken = await makeShopFolder(5_000)
  const bytes = readFileSync(databaseOf(broken))
  bytes.fill(0xff, bytes.length - 8 * 4096, bytes.length - 7 * 4096)
  writeFileSync(databaseOf(broken), bytes)
  const lacking = await makeShopFolder(1)
  change(lacking, (database) => database.exec('drop index links_by_post'))
  const nothing = makeFolder()
  writeFileSync(databaseOf(nothing), 'no database '.repeat(100))
  for (const folder of [broken, lacking, nothing]) {
    const { isOk, parts } = await checkDatabase(databaseOf(folder), () => {})
    expect(isOk).toBe(false)
    expect(parts[0]).toMatchObject({ name: 'integrity', faults: expect.arrayContaining([expect.any(String)]) })
  }
})
