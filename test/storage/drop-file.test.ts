import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openDropFile } from '../../src/storage/drop-file.ts'
import { makeFolder } from '../make.ts'

describe('the file of dropped clicks', () => {
  it('brings the counts over a stop, and over a kill a moment later', async () => {
    const folder = makeFolder()
    const first = openDropFile(folder)
    expect(first.kept).toEqual({})
    first.keep({ 'disk-full': 3 })
    first.keep({ 'disk-full': 4, locked: 1 })
    first.close()
    const second = openDropFile(folder)
    expect(second.kept).toEqual({ 'disk-full': 4, locked: 1 })
    second.keep({ locked: 1 })
    await vi.waitFor(() => expect(openDropFile(folder).kept).toEqual({ locked: 1 }))
  })

  it('has its room from the start and needs no more', () => {
    const folder = makeFolder()
    const path = join(folder, 'dropped-clicks.json')
    const file = openDropFile(folder)
    const before = statSync(path).size
    expect(before).toBe(4096)
    file.keep({ 'disk-full': Number.MAX_SAFE_INTEGER, locked: 2 ** 40, 'io-error': 2 ** 40, other: 2 ** 40 })
    file.close()
    expect(statSync(path).size).toBe(before)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each(['', '{"disk-full": 3', '[1]', '{"disk-full": -1}', '{"disk-full": "3"}', '\0'.repeat(4096)])(
    'starts at nothing when it was damaged: %j',
    (text) => {
      const folder = makeFolder()
      const path = join(folder, 'dropped-clicks.json')
      writeFileSync(path, text)
      const file = openDropFile(folder)
      expect(file.kept).toEqual({})
      file.keep({ locked: 2 })
      file.close()
      expect(existsSync(path) && JSON.parse(readFileSync(path, 'utf8'))).toEqual({ locked: 2 })
    },
  )
})
