import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { makeFolder } from '../make.ts'
import { runCli } from '../operations/run-cli.ts'

describe('tilltrail month', { timeout: 60_000 }, () => {
  it('prints the month as text, as the document and as JSON', async () => {
    const folder = makeFolder()
    await runCli(folder, 'keys', 'create', '--scope', 'links:read')
    const sentence = 'In October 2026 the shop told of no orders; social brought 0 clicks.'
    const text = await runCli(folder, 'month', '2026-10')
    expect([text.code, text.err]).toEqual([0, ''])
    expect(text.out).toContain(sentence)
    expect((await runCli(folder, 'month', '2026-10', '--html')).out).toMatch(/^<!doctype html>[^]*<\/html>\n$/)
    const { out } = await runCli(folder, 'month', '2026-10', '--json')
    expect(z.looseObject({ sentence: z.string() }).parse(JSON.parse(out)).sentence).toBe(sentence)
  })

  it('says what is wrong with a month', async () => {
    const folder = makeFolder()
    await runCli(folder, 'keys', 'create', '--scope', 'links:read')
    expect(await runCli(folder, 'month', '2026-13')).toMatchObject({ code: 2, err: expect.stringContaining('2026-10') })
    expect(await runCli(folder, 'month', '2999-01')).toMatchObject({ code: 2, err: expect.stringContaining('begun') })
    expect((await runCli(folder, 'month', '2026-10', '--html', '--json')).code).toBe(2)
  })
})
