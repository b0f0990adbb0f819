import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../make.ts'
import { runCli } from '../../operations/run-cli.ts'

const bitly = join(import.meta.dirname, 'files', 'bitly-api.csv')

describe('tilltrail import', { timeout: 60_000 }, () => {
  it('tries, imports, and finds everything there already, each row’s outcome in a file', async () => {
    const folder = await makeInstallation()
    const outcomes = join(folder, 'outcomes.csv')
    const dry = await runCli(folder, 'import', bitly, '--dry-run')
    expect([dry.code, dry.err]).toEqual([0, ''])
    expect(dry.out).toMatch(/2 rows: 2 would be created, .*\nNothing was stored/)
    const real = await runCli(folder, 'import', bitly, '--from', 'bitly', '--outcomes', outcomes)
    expect([real.code, real.out]).toEqual([0, expect.stringMatching(/^2 rows: 2 created, 0 were there already/)])
    const lines = readFileSync(outcomes, 'utf8').trimEnd().split('\r\n')
    expect(lines[0]).toBe('\ufeff"row","line","outcome","shortUrl","linkId","column","detail","notes"')
    expect(lines[1]).toMatch(/^1,2,"created","http:\/\/localhost:8787\/3aBc","link_[\w-]{12}"/)
    expect(lines).toHaveLength(3)
    const again = await runCli(folder, 'import', bitly, '--json')
    expect([again.code, JSON.parse(again.out)]).toEqual([
      0,
      { dryRun: false, layout: 'bitly', rows: 2, created: 0, unchanged: 2, slugTaken: 0, invalid: 0 },
    ])
  })

  it('ends with 1 where a row is refused, by line, column and remedy; the others are in', async () => {
    const folder = await makeInstallation()
    const file = join(folder, 'links.csv')
    writeFileSync(file, 'Where to;Short\nshop example/x;a\nhttps://shop.example/y;b\nhttps://shop.example/z;B\n')
    const named = ['--map', 'destination=Where to', '--map', 'slug=Short', '--campaign', 'Jul', '--channel', 'blog']
    const { code, out } = await runCli(folder, 'import', file, ...named)
    expect(code).toBe(1)
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^line 2: destination \(Where to\): An address has no spaces/),
      expect.stringMatching(/^line 4: slug \(Short\): The slug B is that of line 3 of this file/),
      '',
      '3 rows: 1 created, 0 were there already, 1 with a slug that is taken, 1 refused.',
      '',
    ])
  })

  it('says in one line what is wrong with the call or the file', async () => {
    const folder = await makeInstallation()
    const odd = join(folder, 'odd.csv')
    writeFileSync(odd, 'name,page\nx,y\n')
    const table: readonly [number, RegExp, ...string[]][] = [
      [2, /^FILE is missing\./],
      [2, /^--from is one of auto, csv, bitly, .*, not bitli\n$/, bitly, '--from', 'bitli'],
      [2, /Did you mean facebook\?\n$/, bitly, '--channel', 'facebok'],
      [2, /^No column is known to hold the destination/, odd, '--channel', 'fb'],
      [2, /^No column is known to hold the destination\..* name, page\.\n$/, odd],
      [2, /^There is no export of|^This is no export of Bitly/, odd, '--from', 'bitly'],
      [1, /^There is no file/, join(folder, 'none.csv')],
    ]
    for (const [code, words, ...args] of table)
      expect([args, await runCli(folder, 'import', ...args)]).toEqual([
        args,
        { code, out: '', err: expect.stringMatching(words) },
      ])
  })
})

async function makeInstallation(): Promise<string> {
  const folder = makeFolder()
  await runCli(folder, 'keys', 'create', '--scope', 'links:read')
  return folder
}
