import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { type Database, isTaken, readRow, readRows, statement, write } from '../../src/storage/database.ts'

/** What every driver of the port does alike. The same cases run on better-sqlite3 and on D1 in real workerd. */
export function storageContract(open: () => Promise<{ database: Database; close(): Promise<void> }>): void {
  let database: Database
  let close = async () => {}

  beforeAll(async () => {
    const opened = await open()
    database = opened.database
    close = opened.close
    await database.batch([
      statement('create table things (name text primary key, amount integer, bytes blob) strict'),
      statement('create table parts (thing text not null references things (name)) strict'),
    ])
  }, 60_000)
  afterAll(() => close())

  const amounts = z.object({ name: z.string(), amount: z.number().nullable() })
  const put = (name: string, amount: number | null) =>
    statement('insert into things (name, amount) values (?, ?)', name, amount)
  const read = (name: string) =>
    readRow(database, amounts, statement('select name, amount from things where name = ?', name))

  it('gives back text, whole numbers to 2^53, bytes and null as they went in', async () => {
    const bytes = Uint8Array.from([0, 255, 128])
    await write(
      database,
      statement('insert into things (name, amount, bytes) values (?, ?, ?)', 'å ไทย', Number.MAX_SAFE_INTEGER, bytes),
    )
    const [row] = await readRows(
      database,
      amounts.extend({ bytes: z.union([z.instanceof(Uint8Array), z.array(z.number())]).transform((it) => [...it]) }),
      statement(`select name, amount, bytes from things where name = 'å ไทย'`),
    )
    expect(row).toEqual({ name: 'å ไทย', amount: Number.MAX_SAFE_INTEGER, bytes: [0, 255, 128] })
    await write(database, put('nothing', null))
    expect(await read('nothing')).toEqual({ name: 'nothing', amount: null })
  })

  it('lands a batch whole', async () => {
    const outcomes = await database.batch([
      put('a1', 1),
      put('a2', 2),
      statement(`update things set amount = amount + 1 where name like 'a_'`),
    ])
    expect(outcomes.map((outcome) => outcome.changes)).toEqual([1, 1, 2])
    expect(await read('a2')).toEqual({ name: 'a2', amount: 3 })
  })

  it('lands nothing of a batch in which one statement fails', async () => {
    const failing = database.batch([put('b1', 1), put('b2', 2), put('b1', 3)])
    await expect(failing).rejects.toSatisfy((error) => isTaken(error, 'things'))
    expect(await read('b1')).toBeUndefined()
    expect(await read('b2')).toBeUndefined()
  })

  it('lets batches of the same moment land or fail each by itself', async () => {
    const settled = await Promise.allSettled([
      database.batch([put('c1', 1)]),
      database.batch([put('c2', 1), put('c1', 2)]),
      database.batch([put('c3', 1)]),
    ])
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect([await read('c1'), await read('c2'), await read('c3')].map((row) => row?.name)).toEqual([
      'c1',
      undefined,
      'c3',
    ])
  })

  it('inserts once however many try at once, and says who did', async () => {
    const insert = statement('insert into things (name, amount) values (?, ?) on conflict do nothing', 'once', 1)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => write(database, insert)))
    expect(outcomes.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 19 }, () => 0), 1])
  })

  it('returns the rows of `returning`, and counts them', async () => {
    const [outcome] = await database.batch([
      statement('insert into things (name, amount) values (?, ?) returning name, amount', 'r', 7),
    ])
    expect(outcome).toMatchObject({ changes: 1, rows: [{ name: 'r', amount: 7 }] })
  })

  it('keeps foreign keys', async () => {
    await expect(write(database, statement('insert into parts (thing) values (?)', 'nobody'))).rejects.toThrow(
      /FOREIGN KEY/,
    )
  })

  it('refuses what the drivers would take differently, before it reaches them', () => {
    // @ts-expect-error a boolean is no parameter
    expect(() => statement('select ?', true)).toThrow(TypeError)
    // @ts-expect-error nor is undefined
    expect(() => statement('select ?', undefined)).toThrow(TypeError)
    expect(() => statement('select ?', 2 ** 53)).toThrow(TypeError)
    expect(() => statement('select ?', Number.NaN)).toThrow(TypeError)
    expect(() => statement('select 1', ...Array.from({ length: 101 }, () => 1))).toThrow(/100 parameters/)
  })
}
