import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { statement, write } from '../../src/storage/database.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { makeFolder } from '../make.ts'

const lockedMs = 300

/** A table in a database of its own, another process's connection to it, and appends that tell what became of them. */
async function openTwice() {
  const path = join(makeFolder(), 'test.sqlite')
  const database = openSqlite(path, { lockedMs })
  const other = openSqlite(path)
  onTestFinished(() => {
    other.close()
    database.close()
  })
  await write(database, statement('create table things (name text primary key) strict'))
  const append = (name: string) =>
    new Promise<unknown>((settle) => {
      database.append({ run: () => void database.prepare('insert into things values (?)').run(name), settle })
    })
  const names = () => other.connection.prepare('select name from things order by rowid').pluck().all()
  return { path, database, other: other.connection, append, names }
}

const insert = (name: string) => statement('insert into things values (?)', name)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the group commit', () => {
  it('lands appends and batches of a turn together, and tells each after the commit', async () => {
    const { database, append, names } = await openTwice()
    const seen: unknown[] = []
    await Promise.all([
      append('a').then((error) => seen.push(error, names())),
      write(database, insert('b')).then((changes) => seen.push(changes, names())),
    ])
    expect(seen).toEqual([undefined, ['a', 'b'], 1, ['a', 'b']])
    expect(database.waiting()).toBe(0)
  })

  it('lets an append that fails fail alone, and the others land in their order', async () => {
    const { database, append, names } = await openTwice()
    await append('a')
    const settled = await Promise.all([
      append('b'),
      append('a'),
      append('c'),
      write(database, insert('d')),
      write(database, insert('a')).catch((error: unknown) => error),
    ])
    const taken = expect.objectContaining({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' })
    expect(settled).toEqual([undefined, taken, undefined, 1, taken])
    expect(names()).toEqual(['a', 'b', 'c', 'd'])
    expect(await append('e')).toBeUndefined()
  })

  it('takes back all that an append did before it failed, whatever it threw', async () => {
    const { database, append, names } = await openTwice()
    const run = () => {
      database.prepare('insert into things values (?)').run('half')
      throw new TypeError('not this way')
    }
    const failing = new Promise<unknown>((settle) => database.append({ run, settle }))
    expect(await Promise.all([append('a'), failing, append('half')])).toEqual([
      undefined,
      new TypeError('not this way'),
      undefined,
    ])
    expect(names()).toEqual(['a', 'half'])
  })

  it('waits on where the lock was lost while it found out which append fails', async () => {
    const { other, database, append, names } = await openTwice()
    let runs = 0
    const run = () => {
      runs++
      // Taken between the transaction that failed and the next one.
      if (runs === 1) queueLock()
      throw new TypeError('not this way')
    }
    const queueLock = () => {
      const rollback = database.prepare('rollback')
      const plain = rollback.run.bind(rollback)
      rollback.run = (...params) => {
        const result = plain(...params)
        other.exec('begin immediate')
        setTimeout(() => other.exec('commit'), 30)
        rollback.run = plain
        return result
      }
    }
    const failing = new Promise<unknown>((settle) => database.append({ run, settle }))
    expect(await Promise.all([append('a'), failing, append('b')])).toEqual([
      undefined,
      new TypeError('not this way'),
      undefined,
    ])
    expect([runs, names()]).toEqual([2, ['a', 'b']])
  })

  it('tells all of a turn that meets a full disk, and lands nothing of it', async () => {
    const { database, append, names } = await openTwice()
    const run = () => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    const failing = new Promise<unknown>((settle) => database.append({ run, settle }))
    const settled = await Promise.all([append('a'), failing, write(database, insert('b')).catch((error) => error)])
    for (const error of settled) expect(error).toMatchObject({ code: 'SQLITE_FULL' })
    expect(names()).toEqual([])
    expect(await append('c')).toBeUndefined()
  })

  it('tries again while somebody else writes, in the order it was asked', async () => {
    const { database, other, append, names } = await openTwice()
    other.exec('begin immediate')
    const writes = []
    for (const name of ['a', 'b', 'c', 'd']) {
      writes.push(append(name))
      await sleep(20)
    }
    expect(database.waiting()).toBe(4)
    other.exec('commit')
    expect(await Promise.all(writes)).toEqual([undefined, undefined, undefined, undefined])
    expect(names()).toEqual(['a', 'b', 'c', 'd'])
    expect(database.waiting()).toBe(0)
  })

  it('gives up on those alone who waited too long', async () => {
    const { database, other, append, names } = await openTwice()
    other.exec('begin immediate')
    const early = [append('a'), write(database, insert('b')).catch((error: unknown) => error)]
    await sleep(lockedMs - 100)
    const late = append('c')
    for (const error of await Promise.all(early)) expect(error).toMatchObject({ code: 'SQLITE_BUSY' })
    expect(database.waiting()).toBe(1)
    other.exec('commit')
    expect(await late).toBeUndefined()
    expect(names()).toEqual(['c'])
  })

  it('opens the database anew after an I/O error, and writes on', async () => {
    const { database, append, names } = await openTwice()
    const before = database.connection
    const damaged = new Promise<unknown>((settle) => {
      const run = () => {
        throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      }
      database.append({ run, settle })
    })
    expect(await damaged).toMatchObject({ code: 'SQLITE_IOERR_FSYNC' })
    expect(before.open).toBe(false)
    expect(await append('a')).toBeUndefined()
    expect(database.connection).not.toBe(before)
    expect(names()).toEqual(['a'])
    expect(database.connection.pragma('synchronous', { simple: true })).toBe(2)
  })

  it('begins nothing anew where the volume is gone, and goes on once it is back', async () => {
    const folder = makeFolder()
    const path = join(folder, 'data', 'test.sqlite')
    mkdirSync(dirname(path))
    const database = openSqlite(path)
    onTestFinished(() => database.close())
    await write(database, statement('create table things (name text primary key) strict'))
    await write(database, insert('a'))
    await new Promise((settle) => {
      const run = () => {
        throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      }
      database.append({ run, settle })
    })
    renameSync(dirname(path), join(folder, 'away'))
    mkdirSync(dirname(path))
    await expect(write(database, insert('b'))).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' })
    expect(readdirSync(dirname(path))).toEqual([])
    writeFileSync(path, '')
    await expect(write(database, insert('c'))).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' })
    rmSync(dirname(path), { recursive: true })
    renameSync(join(folder, 'away'), dirname(path))
    await write(database, insert('d'))
    expect(database.prepare('select name from things').pluck().all()).toEqual(['a', 'd'])
  })

  it('tells by its revision what may have changed a link, also when somebody else wrote', async () => {
    const { database, other } = await openTwice()
    await database.batch(
      ['links', 'other'].map((name) => statement(`create table ${name} (name text primary key) strict`)),
    )
    const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    const isChangedBy = async (act: () => unknown) => {
      await turn()
      const before = database.revision()
      await act()
      await turn()
      return database.revision() !== before
    }
    expect(await isChangedBy(() => undefined)).toBe(false)
    expect(await isChangedBy(() => write(database, statement(`insert into other values ('a')`)))).toBe(false)
    expect(await isChangedBy(() => write(database, statement(`insert into links values ('a')`)))).toBe(true)
    expect(await isChangedBy(() => write(database, statement(`update links set name = 'b'`)))).toBe(true)
    expect(await isChangedBy(() => write(database, statement(`delete from links`)))).toBe(true)
    expect(await isChangedBy(() => other.exec(`insert into other values ('c')`))).toBe(true)
  })
})
