import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeDataFolder } from '../../src/storage/data-folder.ts'
import { makeFolder } from '../make.ts'

it('is made for its owner alone', () => {
  const folder = join(makeFolder(), 'a', 'b')
  makeDataFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

it('stays as somebody made it', () => {
  const folder = join(makeFolder(), 'shared')
  mkdirSync(folder)
  chmodSync(folder, 0o750)
  makeDataFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o750)
})
