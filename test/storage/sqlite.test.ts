import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { statement, write } from '../../src/storage/database.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { makeFolder } from '../make.ts'
import { storageContract } from './contract.ts'

describe('the SQLite driver', () => {
  storageContract(async () => {
    const database = openSqlite(join(mkdtempSync(join(tmpdir(), 'tilltrail-contract-')), 'test.sqlite'))
    return { database, close: async () => database.close() }
  })

  it('sets what keeps an acknowledged write, also when it opens an existing file', () => {
    const path = join(makeFolder(), 'test.sqlite')
    openSqlite(path).close()
    const { connection, close } = openSqlite(path)
    const read = (pragma: string) => connection.pragma(pragma, { simple: true })
    expect(read('journal_mode')).toBe('wal')
    expect(read('synchronous')).toBe(2)
    expect(read('foreign_keys')).toBe(1)
    expect(read('secure_delete')).toBe(1)
    expect(read('busy_timeout')).toBeLessThanOrEqual(250)
    close()
  })

  it('commits all batches of one event-loop turn together', async () => {
    const path = join(makeFolder(), 'test.sqlite')
    const database = openSqlite(path)
    await write(database, statement('create table things (name text primary key) strict'))
    const before = commitsIn(path)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        write(database, statement('insert into things values (?)', `t${index}`)),
      ),
    )
    expect(commitsIn(path) - before).toBe(1)
    database.close()
  })

  it('answers nobody before the commit is on disk', async () => {
    const path = join(makeFolder(), 'test.sqlite')
    const database = openSqlite(path)
    const reader = openSqlite(path)
    await write(database, statement('create table things (name text primary key) strict'))
    const writing = write(database, statement(`insert into things values ('a')`))
    expect(reader.connection.prepare('select count(*) from things').pluck().get()).toBe(0)
    await writing
    expect(reader.connection.prepare('select count(*) from things').pluck().get()).toBe(1)
    reader.close()
    database.close()
  })
})

/** Transactions in the WAL: a frame that ends one carries the database's size (SQLite file format, 4.1). */
function commitsIn(path: string): number {
  const wal = readFileSync(`${path}-wal`)
  const frame = 24 + wal.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frame <= wal.length; at += frame) if (wal.readUInt32BE(at + 4) > 0) commits++
  return commits
}
