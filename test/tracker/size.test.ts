import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildTracker } from '../../src/tracker/build.ts'

let folder: string
let snippet: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilltrail-size-'))
  await writeFile(join(folder, 'neighbour.txt'), 'stays')
  await buildTracker(folder)
  snippet = await readFile(join(folder, 'till.js'), 'utf8')
})

afterAll(() => rm(folder, { recursive: true }))

it('stays within 2 KB, compressed', () => {
  expect(gzipSync(snippet, { level: 9 }).length).toBeLessThanOrEqual(2048)
})

it('is one classic script without imports, eval or a name of its own on the page', () => {
  expect(snippet).toMatch(/^\(function\(\)\{/)
  expect(snippet).not.toMatch(/\bimport\b|\bexport\b|\beval\b|new Function|\?\?|\?\./)
})

it('is built beside the other public files', async () => {
  expect((await readdir(folder)).toSorted()).toEqual(['neighbour.txt', 'till.js'])
})
