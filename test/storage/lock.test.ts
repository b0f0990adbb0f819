import { expect, it } from 'vitest'
import { lockForServing, ServedElsewhereError } from '../../src/storage/lock.ts'
import { makeFolder } from '../make.ts'

it('lets one serve a folder at a time, and the next when it is given back', () => {
  const folder = makeFolder()
  const unlock = lockForServing(folder)
  expect(() => lockForServing(folder)).toThrow(ServedElsewhereError)
  expect(() => lockForServing(folder)).toThrow(/^DATA_DIR: another Tilltrail serves [^\n]+$/)
  lockForServing(makeFolder())()
  unlock()
  lockForServing(folder)()
})
