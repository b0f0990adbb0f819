import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../src/config.ts'
import { startNode } from '../src/node.ts'
import { makeFolder } from './make.ts'

async function run(folder: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'cli.ts'), ...args], {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, out, err }
}

it('makes a key beside a serving process, which takes it at once', async () => {
  const folder = makeFolder()
  const running = await startNode(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  onTestFinished(() => running.stop())
  const { code, out } = await run(folder, 'keys', 'create', '--scope', 'links:read,links:write', '--json')
  expect(code).toBe(0)
  const made = z.strictObject({ id: z.string(), key: z.string(), scopes: z.array(z.string()) }).parse(JSON.parse(out))
  expect(made.scopes).toEqual(['links:read', 'links:write'])
  const ask = (path: string) => fetch(running.url + path, { headers: { authorization: `Bearer ${made.key}` } })
  expect((await ask('/api/v1/links')).status).toBe(200)
  expect((await ask('/api/v1/reports/summary')).status).toBe(403)
})

it('tells a person the key once, and works on an empty folder', async () => {
  const { code, out } = await run(join(makeFolder(), 'new'), 'keys', 'create', '--scope', 'links:read')
  expect(code).toBe(0)
  expect(out).toMatch(/^till_[\w-]{43}\n\nKeep it now: it is shown this once/)
})

it('ends with 2 for wrong use and says what would be right, with 1 for a bad setting', async () => {
  const folder = makeFolder()
  const wrong = await Promise.all([
    run(folder, 'keys', 'destroy'),
    run(folder, 'keys', 'created'),
    run(folder, 'keys', 'create'),
    run(folder, 'keys', 'create', '--scope', 'all'),
    run(folder, 'keys', 'create', '--scope', 'links:read', '--colour', 'red'),
    run(folder, 'keys', 'create', '--scope', 'links:read', '--shop', 'shop_no'),
  ])
  expect(wrong.map((one) => `${String(one.code)} ${one.out}`)).toEqual(Array(6).fill('2 '))
  expect(wrong.map((one) => /scope|Usage|--colour|no such/.test(one.err))).toEqual(Array(6).fill(true))
  expect(wrong.some((one) => /at .*\.ts:\d/.test(one.err))).toBe(false)
  const help = await run(folder, '--help')
  expect([help.code, help.err]).toEqual([0, ''])
  expect(help.out).toContain('keys create --scope')
  const bad = await run('/dev/null/x', 'keys', 'create', '--scope', 'links:read')
  expect(bad).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^DATA_DIR: [^\n]+\n$/) })
})
