import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { openMigrated } from '../../src/storage/migrate.ts'
import { makeFolder, noon } from '../make.ts'
import { runCli } from '../operations/run-cli.ts'
import { history, zipOf } from './make-rates.ts'

it('takes rates in by the command line, tells what there is, and refuses a file with the lines at fault', async () => {
  const folder = makeFolder()
  ;(await openMigrated(join(folder, 'tilltrail.sqlite'), noon)).close()
  expect((await runCli(folder, 'rates', 'list')).out).toContain('There are no rates.')
  const zip = join(folder, 'eurofxref-hist.zip')
  writeFileSync(zip, await zipOf(history))
  const took = await runCli(folder, 'rates', 'import', zip, '--json')
  expect([took.code, z.json().parse(JSON.parse(took.out))]).toEqual([0, { rates: 11, changed: 11, leftOut: 0 }])
  expect((await runCli(folder, 'rates', 'import', zip)).out).toBe('11 rates read, 0 new or changed.\n')
  expect((await runCli(folder, 'rates', 'list')).out).toContain('NOK  2026-11-18 to 2026-11-20  3 days')

  const bad = join(folder, 'bad.csv')
  writeFileSync(bad, 'date,currency,per_euro\n2026-11-20,BAHT,37\n')
  const refused = await runCli(folder, 'rates', 'import', bad)
  expect([refused.code, refused.err]).toEqual([
    1,
    `${bad}: nothing was changed.\n  Line 2: BAHT is not an ISO 4217 code such as THB.\n`,
  ])
}, 60_000)
