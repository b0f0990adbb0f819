import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeFolder } from '../make.ts'
import { makeShopFolder } from '../operations/make-shop.ts'
import { runCli } from '../operations/run-cli.ts'

const bryl = {
  paths: [
    { path: ['C1', 'C2', 'C3'], conversions: 1, value: 1000 },
    { path: ['C1'], conversions: 0, nulls: 1 },
    { path: ['C2', 'C3'], conversions: 0, nulls: 1 },
  ],
}

function put(told: unknown): { readonly folder: string; readonly file: string } {
  const folder = makeFolder()
  const file = join(folder, 'paths.json')
  writeFileSync(file, typeof told === 'string' ? told : JSON.stringify(told))
  return { folder, file }
}

it('credits paths of one’s own by the command line', async () => {
  const { folder, file } = put(bryl)
  const answer = await runCli(folder, 'attribution', '--model', 'markov', '--json', file)
  const told: unknown = JSON.parse(answer.out)
  expect(told).toMatchObject({
    credit: { C1: expect.closeTo(0.2, 9), C2: expect.closeTo(0.4, 9), C3: expect.closeTo(0.4, 9) },
    value: { C1: expect.closeTo(200, 6), C2: expect.closeTo(400, 6), C3: expect.closeTo(400, 6) },
    removal: { C1: expect.closeTo(0.5, 9), C2: 1, C3: 1 },
  })
  const places = await runCli(folder, 'attribution', '--model', 'shapley', '--by-place', '--json', file)
  expect(JSON.parse(places.out)).toMatchObject({
    places: { C1: [expect.closeTo(1 / 3, 9)], C2: [0, expect.closeTo(1 / 3, 9)] },
  })
  const table = await runCli(folder, 'attribution', '--model', 'last-touch', file)
  expect(table.out.split('\n')[1]).toMatch(/^C3 +1\.000 +1000\.00$/)
}, 30_000)

it('says what it can’t take, by field and remedy, and exits with 2', async () => {
  const { folder, file } = put({ paths: [{ path: [], conversions: -1 }] })
  const bad = await runCli(folder, 'attribution', '--model', 'linear', file)
  expect([bad.code, bad.err]).toEqual([2, expect.stringMatching(/paths\/0\/path.*one touch at least/)])
  const unknown = await runCli(folder, 'attribution', '--model', 'best', file)
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringMatching(/--model must be one of last-touch/)])
  const timeless = await runCli(folder, 'attribution', '--model', 'time-decay', put(bryl).file)
  expect([timeless.code, timeless.err]).toEqual([2, expect.stringMatching(/how long before the sale/)])
}, 30_000)

it('credits all orders anew', async () => {
  const answer = await runCli(await makeShopFolder(1), 'credit', '--json')
  expect([answer.code, JSON.parse(answer.out)]).toEqual([0, { conversions: 1 }])
}, 30_000)
