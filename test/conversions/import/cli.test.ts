import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../make.ts'
import { runCli } from '../../operations/run-cli.ts'
import { fileOf, shopifyHeader, shopifyItem, shopifyRow } from './run.ts'

describe('tilltrail import orders', { timeout: 60_000 }, () => {
  it('tries, imports, and finds everything there already, each order’s outcome in a file', async () => {
    const folder = await makeInstallation()
    const [file, outcomes] = [join(folder, 'orders.csv'), join(folder, 'outcomes.csv')]
    const soon = shopifyRow({ Name: '#1002', Id: '5901234567891', 'Created at': 'soon' })
    writeFileSync(file, fileOf(shopifyHeader, shopifyRow(), shopifyItem('#1001', 'Hat'), soon))
    const dry = await runCli(folder, 'import', 'orders', file, '--from', 'shopify', '--dry-run')
    expect(dry).toMatchObject({ code: 1, err: '' })
    expect(dry.out).toMatch(/^line 4: occurredAt \(Created at\): “soon” is no time/)
    expect(dry.out).toMatch(/2 orders of 2026-11-20 to 2026-11-20: 1 would be stored, .* 1 refused/)
    expect(dry.out).toMatch(/had not seen: 1 \(499\.50 NOK\)[\s\S]*Nothing was stored/)
    const real = await runCli(folder, 'import', 'orders', file, '--outcomes', outcomes)
    expect(real.out).toMatch(/2 orders of .*: 1 stored/)
    const lines = readFileSync(outcomes, 'utf8').trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^1,2,"5901234567890","stored",,"499.50","NOK",/)
    const again = await runCli(folder, 'import', 'orders', file, '--json')
    expect(JSON.parse(again.out)).toMatchObject({ orders: 2, stored: 0, duplicate: 1, refused: 1 })
  })

  it('says in one line what is wrong with the call or the file', async () => {
    const folder = await makeInstallation()
    const file = join(folder, 'orders.csv')
    writeFileSync(file, 'orderId,date\n1,2026-11-20\n')
    const table: readonly [number, RegExp, ...string[]][] = [
      [2, /^FILE is missing\./],
      [2, /^--from is one of auto, csv, shopify, woocommerce, not woo\n$/, file, '--from', 'woo'],
      [2, /^--dates is one of /, file, '--dates', 'us'],
      [2, /^No column is known to hold the amount .*value=COLUMN/, file],
      [1, /^There is no file .*none\.csv\.\n$/, join(folder, 'none.csv')],
    ]
    for (const [code, words, ...args] of table)
      expect([args, await runCli(folder, 'import', 'orders', ...args)]).toEqual([
        args,
        { code, out: '', err: expect.stringMatching(words) },
      ])
  })
})

async function makeInstallation(): Promise<string> {
  const folder = makeFolder()
  await runCli(folder, 'keys', 'create', '--scope', 'links:read')
  return folder
}
