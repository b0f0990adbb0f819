import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { openSaltFile } from '../../src/storage/salt-file.ts'
import { makeFolder } from '../make.ts'

// Half past eleven in the evening in Oslo.
const late = Date.parse('2026-11-22T22:30:00Z')
const today = 20_779
const minute = 60_000
beforeEach(() => void vi.useFakeTimers({ now: late }))
afterEach(() => void vi.useRealTimers())

function storedDays(folder: string): number[] {
  const salts = z
    .array(z.object({ day: z.number() }))
    .parse(JSON.parse(readFileSync(join(folder, 'salts.json'), 'utf8')))
  return salts.map((salt) => salt.day)
}

it('gives a shop one salt a day, another one to each shop, and the same after a restart', () => {
  const folder = makeFolder()
  const saltOf = openSaltFile(folder, Date.now)
  const salt = saltOf(1, today)
  expect(salt).toHaveLength(4)
  expect(saltOf(1, today)).toEqual(salt)
  expect(saltOf(2, today)).not.toEqual(salt)
  expect(openSaltFile(folder, Date.now)(1, today)).toEqual(salt)
})

it('keeps yesterday’s for half an hour after the new day’s first click, no longer', () => {
  const folder = makeFolder()
  const saltOf = openSaltFile(folder, Date.now)
  const yesterdays = saltOf(1, today)
  vi.advanceTimersByTime(31 * minute)
  const todays = saltOf(1, today + 1)
  expect(saltOf(1, today)).toEqual(yesterdays)
  vi.advanceTimersByTime(29 * minute)
  expect(storedDays(folder)).toEqual([today, today + 1])
  vi.advanceTimersByTime(11 * minute)
  expect(storedDays(folder)).toEqual([today + 1])
  expect(saltOf(1, today + 1)).toEqual(todays)
  expect(saltOf(1, today)).not.toEqual(yesterdays)
})

it('throws the last one away when nobody comes any more: its day is over everywhere', () => {
  const folder = makeFolder()
  openSaltFile(folder, Date.now)(1, today)
  vi.setSystemTime((today + 1) * 1440 * minute + 12 * 60 * minute)
  vi.advanceTimersByTime(20 * minute)
  expect(storedDays(folder)).toEqual([today])
  vi.advanceTimersByTime(20 * minute)
  expect(storedDays(folder)).toEqual([])
})

it('throws it away at the next start, too', () => {
  const folder = makeFolder()
  openSaltFile(folder, Date.now)(1, today)
  vi.clearAllTimers()
  vi.setSystemTime(late + 3 * 1440 * minute)
  openSaltFile(folder, Date.now)
  expect(storedDays(folder)).toEqual([])
})

it.each(['', '{', 'null', '[{"shop":1}]', '[{"shop":1,"day":1,"madeAt":1,"words":[1]}]'])(
  'makes new ones when the file is damaged: %j',
  (text) => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'salts.json'), text)
    const saltOf = openSaltFile(folder, Date.now)
    const salt = saltOf(1, today)
    expect(openSaltFile(folder, Date.now)(1, today)).toEqual(salt)
  },
)

it('lets nobody else read the file', () => {
  const folder = makeFolder()
  openSaltFile(folder, Date.now)(1, today)
  expect(statSync(join(folder, 'salts.json')).mode & 0o777).toBe(0o600)
})

it('goes on with what is in memory where nothing can be written, says so once, and writes it when it can', () => {
  const folder = makeFolder()
  const warnings: string[] = []
  const open = () => openSaltFile(folder, Date.now, { warn: (message) => void warnings.push(message) })
  // A folder of that name: no file can be written, also by root.
  mkdirSync(join(folder, 'salts.json.new'))
  const saltOf = open()
  const [ours, theirs] = [saltOf(1, today), saltOf(2, today)]
  expect([saltOf(1, today), saltOf(2, today)]).toEqual([ours, theirs])
  vi.advanceTimersByTime(30 * minute)
  expect(warnings).toHaveLength(1)
  rmSync(join(folder, 'salts.json.new'), { recursive: true })
  vi.advanceTimersByTime(10 * minute)
  expect(storedDays(folder)).toEqual([today, today])
  expect(openSaltFile(folder, Date.now)(1, today)).toEqual(ours)
  expect(warnings).toHaveLength(1)
})

it('starts and throws away where nothing can be written', () => {
  const folder = makeFolder()
  const old = openSaltFile(folder, Date.now)(1, today)
  vi.clearAllTimers()
  vi.setSystemTime(late + 3 * 1440 * minute)
  mkdirSync(join(folder, 'salts.json.new'))
  expect(openSaltFile(folder, Date.now)(1, today)).not.toEqual(old)
})
