import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { UnfitFileError } from '../../src/storage/seal.ts'
import { verifyBackup } from '../../src/storage/backup.ts'
import { serve } from '../app/serve.ts'
import { draftLink, linkAnswer, safari } from '../app/talk.ts'
import { adminKey, makeFolder, noon } from '../make.ts'
import { addClicks, backUp, change, databaseOf, makeShopFolder, openBeside } from './make-shop.ts'
import { runCli } from './run-cli.ts'

const backupAnswer = z.object({ file: z.string(), rows: z.record(z.string(), z.number()) })

describe('a backup beside a server', { timeout: 60_000 }, () => {
  it('has every click that was answered before it began, and can be put into an empty folder', async () => {
    const folder = makeFolder()
    const server = await serve(folder)
    const url = `${server.url}/${await makeLink(server.url)}`
    const answered = new Set<string>()
    const stop = new AbortController()
    const visiting = Array.from({ length: 8 }, () => visitUntil(url, answered, stop.signal))
    await waitFor(() => answered.size > 200)

    const file = join(makeFolder(), 'backup.sqlite')
    const before = new Set(answered)
    const { code, out } = await runCli(folder, 'backup', file, '--json')
    const during = answered.size - before.size
    stop.abort()
    await Promise.all(visiting)
    expect(code).toBe(0)
    expect(during).toBeGreaterThan(50)
    const { rows } = backupAnswer.parse(JSON.parse(out))

    const empty = join(makeFolder(), 'new')
    expect(await runCli(empty, 'restore', file)).toMatchObject({ code: 0, err: '' })
    expect(await runCli(empty, 'check')).toMatchObject({ code: 0 })
    const exported = await runCli(empty, 'export', 'clicks')
    expect([...before].filter((click) => !exported.out.includes(click))).toEqual([])
    expect(exported.out.trimEnd().split('\n')).toHaveLength(rows.clicks ?? 0)
    // The keys came along: ids given out before still verify, and the server goes on with them.
    expect(rows.signing_keys).toBeGreaterThan(0)
    expect(readdirSync(empty)).not.toContain('salts.json')
    const salts = readFileSync(join(folder, 'salts.json'), 'utf8').match(/\d{6,}/g) ?? []
    expect(salts.length).toBeGreaterThan(3)
    const bytes = readFileSync(file, 'latin1')
    expect(salts.filter((word) => Number(word) > 1e6 && bytes.includes(word))).toEqual([])
  })
})

describe('the backup', () => {
  it('is one moment of the database, whatever is written while it copies', async () => {
    const folder = await makeShopFolder(20_000)
    const file = join(makeFolder(), 'backup.sqlite')
    const beside = openBeside(folder)
    const writing = setInterval(() => addClicks(beside, 10), 1)
    addClicks(beside, 5)
    const made = await backUp(folder, file)
    clearInterval(writing)
    expect(made.rows.clicks).toBeGreaterThanOrEqual(20_005)
    expect(verifyBackup(file)).toMatchObject({ rows: made.rows, seal: { madeAt: noon, sha256: made.sha256 } })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('replaces a file only when told to, and never the database itself', async () => {
    const folder = await makeShopFolder(1)
    const file = join(makeFolder(), 'backup.sqlite')
    writeFileSync(file, 'precious')
    await expect(backUp(folder, file)).rejects.toThrow(/exists: name another file, or add --force/)
    expect(readFileSync(file, 'utf8')).toBe('precious')
    await backUp(folder, file, true)
    expect(verifyBackup(file).rows.clicks).toBe(1)
    await expect(backUp(folder, databaseOf(folder), true)).rejects.toThrow(/is the database itself/)
    await expect(backUp(folder, join(file, 'no', 'folder'))).rejects.toThrow(/there is no folder/)
    await expect(backUp(makeFolder(), file, true)).rejects.toThrow(/there is no database in/)
  })

  it('gives no name to a copy of a damaged database, and leaves nothing behind', async () => {
    const folder = await makeShopFolder(5_000)
    const path = databaseOf(folder)
    const page = change(folder, (database) =>
      Number(database.prepare(`select rootpage from sqlite_schema where name = 'clicks'`).pluck().get()),
    )
    const bytes = readFileSync(path)
    bytes.fill(0xff, (page - 1) * 4096, (page - 1) * 4096 + 64)
    writeFileSync(path, bytes)
    const out = makeFolder()
    await expect(backUp(folder, join(out, 'backup.sqlite'))).rejects.toThrow()
    expect(readdirSync(out)).toEqual([])
  })

  it('is not disturbed by what a killed one left behind', async () => {
    const folder = await makeShopFolder(100)
    const file = join(makeFolder(), 'backup.sqlite')
    const other = await makeShopFolder(1)
    addClicks(openBeside(other), 50)
    for (const end of ['', '-wal']) copyFileSync(databaseOf(other) + end, `${file}.part${end}`)
    await backUp(folder, file)
    expect(verifyBackup(file).rows.clicks).toBe(100)
    expect(readdirSync(dirname(file))).toEqual(['backup.sqlite'])
  })

  it('is refused by an older program', async () => {
    const folder = await makeShopFolder(1)
    change(folder, (database) => database.exec(`insert into d1_migrations (name) values ('9999-later.sql')`))
    await expect(backUp(folder, join(makeFolder(), 'b.sqlite'))).rejects.toThrow(UnfitFileError)
  })
})

async function makeLink(url: string): Promise<string> {
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
  const made = await fetch(`${url}/api/v1/links`, { method: 'POST', headers, body: JSON.stringify(draftLink()) })
  return linkAnswer.parse(await made.json()).slug
}

async function visitUntil(url: string, answered: Set<string>, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': safari } })
    const click = new URL(answer.headers.get('location') ?? '').searchParams.get('till')
    if (answer.status === 302 && click !== null) answered.add(click)
  }
}

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20))
}
