import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '../make.ts'
import { statement } from '../../src/storage/database.ts'
import { openErasureFiles } from '../../src/storage/erasure-file.ts'
import { openMigrated } from '../../src/storage/migrate.ts'

it('a rewrite of the files waits for a long report without holding up who writes', { timeout: 30_000 }, async () => {
  const folder = makeFolder()
  const path = `${folder}/tilltrail.sqlite`
  const database = await openMigrated(path, 0)
  onTestFinished(() => database.close())
  const reading = new Sqlite(path, { readonly: true })
  const rows = reading.prepare('select name from sqlite_schema').iterate()
  rows.next()
  let isWiped = false
  const wiped = openErasureFiles(folder)
    .wipe()
    .then((is) => {
      isWiped = true
      return is
    })
  const left = Date.now() + 7_000
  for (let count = 0; Date.now() < left; count++) {
    await database.batch([statement('insert into settings (name, value) values (?, ?)', `n${count}`, '')])
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(isWiped).toBe(false)
  rows.return?.(undefined)
  reading.close()
  expect(await wiped).toBe(true)
})
