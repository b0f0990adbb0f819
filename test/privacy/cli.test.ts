import { describe, expect, it } from 'vitest'
import { change, makeShopFolder } from '../operations/make-shop.ts'
import { runCli } from '../operations/run-cli.ts'
import { filesHolding } from './traces.ts'

describe('erase', () => {
  it('erases an order from the files, and says what went', async () => {
    const folder = await makeShopFolder(3)
    change(folder, (database) => database.exec("update conversions set order_id = 'KJOP-90417', key = 'KJOP-90417'"))
    const { code, out } = await runCli(folder, 'erase', '--order', 'KJOP-90417', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      erased: true,
      conversions: 1,
      clicks: 0,
      quarantined: 0,
      isWiped: true,
      copies: [],
    })
    expect(filesHolding(folder, 'KJOP-90417')).toEqual([])
    expect((await runCli(folder, 'check')).code).toBe(0)
    expect((await runCli(folder, 'erase', '--order', 'KJOP-90417')).out).toContain('0 conversions erased')
  })

  it('wants one thing named, and a click of ours', async () => {
    const folder = await makeShopFolder(1)
    for (const args of [
      [],
      ['--order', '1', '--click', 'x'],
      ['--order', ''],
      ['--click', 'made-up'],
      ['--order', '1', '--shop', 'none'],
    ])
      expect([args, (await runCli(folder, 'erase', ...args)).code]).toEqual([args, 2])
  })
})
