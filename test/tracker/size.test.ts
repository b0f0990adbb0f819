import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTracker } from '../../src/tracker/build.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilltrail-size-'))
  await writeFile(join(folder, 'neighbour.txt'), 'stays')
  await buildTracker(folder)
})

afterAll(() => rm(folder, { recursive: true }))

describe.each([
  ['till.js', 2048],
  ['till-more.js', 2560],
  ['q.js', 1536],
])('%s', (name, most) => {
  const read = () => readFile(join(folder, name), 'utf8')

  it(`stays within ${most} bytes, compressed`, async () => {
    expect(gzipSync(await read(), { level: 9 }).length).toBeLessThanOrEqual(most)
  })

  it('is one classic script without imports, eval or a name of its own on the page', async () => {
    // The first file asks for the second one, once.
    const script = (await read()).replace('import(`${', name === 'till.js' ? '' : '$&')
    expect(script).toMatch(/^\(function\(\)\{.*\}\)\(\);\s*$/s)
    expect(script).not.toMatch(/\bimport\b|\bexport\b|\beval\b|new Function|\?\?|\?\./)
  })

  it('has its hash written beside it', async () => {
    const told = JSON.parse(await readFile(join(folder, 'till-integrity.json'), 'utf8'))
    const hash = createHash('sha384').update(await read())
    expect(told[name]).toBe(`sha384-${hash.digest('base64')}`)
  })
})

it('is built beside the other public files', async () => {
  const built = ['q.js', 'till-integrity.json', 'till-more.js', 'till.js']
  expect((await readdir(folder)).toSorted()).toEqual(['neighbour.txt', ...built])
})
