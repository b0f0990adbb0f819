import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../src/config.ts'
import { startNode } from '../src/node.ts'
import { draftLink, safari } from './app/talk.ts'
import { adminKey, makeFolder } from './make.ts'
import { runCli } from './operations/run-cli.ts'

describe('link', { timeout: 60_000 }, () => {
  it('makes a link beside a serving process, which answers it at once', async () => {
    const { folder, url, publicUrl } = await startServer()
    const made = await runCli(
      folder,
      ...['link', 'https://shop.example/kaffe?farge=bl%C3%A5#topp', '--channel', 'instagram'],
      ...['--campaign', 'Black Week', '--title', 'Ny kaffe', '--slug', 'Kaffe', '--placement', 'story'],
    )
    expect(made).toEqual({ code: 0, out: `${publicUrl}/Kaffe\n`, err: '' })
    const answer = await fetch(`${url}/kaffe`, { redirect: 'manual', headers: { 'user-agent': safari } })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(
        /^https:\/\/shop\.example\/kaffe\?farge=bl%C3%A5&utm_source=instagram&utm_medium=social&utm_campaign=black-week&utm_content=ny-kaffe&till=[\w-]{32}#topp$/,
      ),
    ])
  })

  it('takes the last campaign, and tells of warnings beside the address', async () => {
    const { folder, send } = await startServer()
    const first = await runCli(folder, 'link', 'https://shop.example/', '--channel', 'threads')
    expect([first.code, first.err]).toEqual([2, expect.stringContaining('--campaign is missing: ')])
    await send('/links', draftLink({ campaign: 'older' }))
    await send('/links', draftLink({ campaign: 'spring' }))
    const { code, out, err } = await runCli(
      folder,
      ...['link', 'https://shop.example/?fbclid=x', '--channel', 'threads', '--json'],
    )
    expect(code).toBe(0)
    const link = z.object({ utm: z.looseObject({}), warnings: z.array(z.looseObject({})) }).parse(JSON.parse(out))
    expect(link).toMatchObject({
      utm: { source: 'threads', medium: 'social', campaign: 'spring' },
      warnings: [{ code: 'foreign-click-id' }],
    })
    expect(err).toMatch(/^destination: The destination carries fbclid .* Instead: https:\/\/shop\.example\/\n$/)
  })

  it('understands an address without https:// and a channel by its usual names, and says how', async () => {
    const { folder, publicUrl } = await startServer()
    const usual = ['--campaign', 'jul', '--title', 'Kaffe', '--slug']
    expect(await runCli(folder, 'link', 'shop.example/kaffe', '--channel', 'fb', ...usual, 'a')).toEqual({
      ...{ code: 0, out: `${publicUrl}/a\n` },
      err: 'URL: It has no https://: it is taken as https://shop.example/kaffe\n',
    })
    const named = await runCli(
      folder,
      ...['link', 'https://shop.example/', '--channel', 'Google Business Profile', ...usual, 'b', '--json'],
    )
    expect(JSON.parse(named.out)).toMatchObject({ channel: 'google-business' })
  })

  it('goes by PUBLIC_URL where it is set, else by what the server was last started with', async () => {
    const { folder, publicUrl } = await startServer()
    const make = async (slug: string) =>
      (await runCli(folder, 'link', 'https://shop.example/', '--channel', 'x', '--campaign', 'a', '--slug', slug)).out
    vi.stubEnv('PUBLIC_URL', 'https://go.shop.example')
    expect(await make('a')).toBe('https://go.shop.example/a\n')
    vi.unstubAllEnvs()
    expect(await make('b')).toBe(`${publicUrl}/b\n`)
  })

  it('says of each option what would be right', async () => {
    const { folder } = await startServer()
    const wrong = [
      { args: ['link'], says: 'URL is missing.' },
      { args: ['link', 'https://shop.example/'], says: '--channel is missing. Channels: facebook ' },
      { args: ['link', 'shop', '--channel', 'x', '--campaign', 'a'], says: 'URL: Write https:// in front' },
      { args: ['link', '', '--channel', 'x', '--campaign', 'a'], says: 'URL: Write the address' },
      {
        args: ['link', 'https://shop.example/', '--channel', 'instagrm', '--campaign', 'a'],
        says: 'print, other. Did you mean instagram?',
      },
      {
        args: ['link', 'https://shop.example/', '--channel', 'x', '--campaign', ''],
        says: '--campaign must not be empty',
      },
      { args: ['link', 'https://shop.example/', '--channel', 'x', '--campaign', 'a', '--slug', '?'], says: '--slug: ' },
      { args: ['link', 'https://shop.example/', '--channel', 'x', '--shop', 'no'], says: 'no such shop: no' },
      { args: ['ga4', 'lod'], says: 'There is no command ga4 lod. Did you mean ga4 load?' },
      { args: ['ga4', 'load'], says: 'FILE is missing.' },
      { args: ['ga4', 'load', 'x', '--as-of', 'today'], says: '--as-of is a day such as 2026-10-01, not today' },
    ]
    for (const { args, says } of wrong) {
      const { code, out, err } = await runCli(folder, ...args)
      expect([says, code, out]).toEqual([says, 2, ''])
      expect(err).toContain(says)
    }
  })
})

describe('ga4', { timeout: 60_000 }, () => {
  it('loads a newer list beside the server, which goes by it from the next request on, and back', async () => {
    const { folder, send } = await startServer()
    const predict = async () =>
      send('/links/preview', draftLink({ channel: undefined, source: 'threads', medium: 'bio', campaign: 'spring' }))
    expect(await predict()).toMatchObject({ ga4Channel: 'Unassigned', ga4Rule: { rule: null, origin: 'built-in' } })
    const file = join(folder, 'ga4.csv')
    writeFileSync(
      file,
      'source,category\ngoogle,search\netsy,shopping\nthreads,SOURCE_CATEGORY_SOCIAL\nyoutube,video\n',
    )
    const loaded = await runCli(folder, 'ga4', 'load', file, '--as-of', '2026-10-01')
    expect(loaded).toEqual({
      ...{ code: 0, err: '' },
      out: 'Loaded: ga4.csv, as of 2026-10-01. 18 rules, sources: 1 search, 1 shopping, 1 social, 1 video.\n',
    })
    const ga4Rule = { rule: 10, asOf: '2026-10-01', origin: 'ga4.csv' }
    expect(await predict()).toMatchObject({ ga4Channel: 'Organic Social', ga4Rule, warnings: [] })
    expect(JSON.parse((await runCli(folder, 'ga4', 'show', '--json')).out)).toEqual({
      ...{ asOf: '2026-10-01', origin: 'ga4.csv', rules: 18 },
      sources: { search: 1, shopping: 1, social: 1, video: 1 },
    })
    expect((await runCli(folder, 'ga4', 'reset')).out).toMatch(/^Back to: built-in, as of 2025-11-25\. 18 rules/)
    expect(await predict()).toMatchObject({ ga4Channel: 'Unassigned' })
    expect((await runCli(folder, 'ga4', 'reset')).out).toMatch(/^Nothing was loaded\. In force: built-in/)
  })

  it('changes nothing where a line is wrong, and names it', async () => {
    const { folder } = await startServer()
    const file = join(folder, 'ga4.csv')
    writeFileSync(file, 'source,category\ngoogle,search\netsy,shop\nthreads,social\n')
    expect(await runCli(folder, 'ga4', 'load', file)).toEqual({
      ...{ code: 1, out: '' },
      err: `${file}: nothing was changed.\n  line 3: shop is no category for etsy: write search, shopping, social, video\n`,
    })
    expect((await runCli(folder, 'ga4', 'load', join(folder, 'none.csv'))).code).toBe(1)
    expect((await runCli(folder, 'ga4', 'show')).out).toContain('built-in')
  })

  it('prints statements for a database elsewhere, and touches none', async () => {
    const folder = makeFolder()
    const file = join(folder, "kari's.csv")
    writeFileSync(file, 'google,search\netsy,shopping\nthreads,social\nyoutube,video\n')
    const { code, out } = await runCli(folder, 'ga4', 'load', file, '--sql')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^insert into settings \(name, value\) values \('ga4-list', '\{.*"kari''s\.csv".*\}'\) on conflict/,
    )
    expect(out.trimEnd().split('\n')).toHaveLength(2)
  })
})

async function startServer() {
  const folder = makeFolder()
  const running = await startNode(
    readConfig({ PORT: '0', DATA_DIR: folder, ADMIN_API_KEY: adminKey, LOG_LEVEL: 'error' }),
  )
  onTestFinished(() => running.stop())
  const send = async (path: string, body: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
    return (await fetch(`${running.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  return { folder, url: running.url, publicUrl: running.runtime.publicUrl, send }
}
