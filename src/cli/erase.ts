import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { erase, type ErasedCounts, type Erasing, findClickShop } from '../privacy/erase.ts'
import type { Database } from '../storage/database.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, findDatabase, withDatabase } from './database.ts'
import { createRuntime } from './runtime.ts'

export const eraseOne = command({
  name: 'erase',
  usage: '--customer ID | --order ID | --click ID [--shop ID] [--yes] [--json]',
  about:
    'Erases an order with all that was told of it, a customer from their sales, or what names a click: from the ' +
    'database, its files and the quarantine. It cannot be undone; on a terminal it asks first, unless --yes is there.',
  example: 'erase --order 1001',
  operands: [],
  options: {
    customer: { type: 'string' },
    order: { type: 'string' },
    click: { type: 'string' },
    shop: { type: 'string' },
    yes: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ customer, order, click, shop, yes, json }) {
    const named = Object.entries({ customer, order, click }).filter(([, id]) => id !== undefined && id.trim() !== '')
    if (named.length !== 1) throw new UsageError('Name one of --customer ID, --order ID and --click ID.')
    await withDatabase(async (database) => {
      const erasing = await findErasing(database, { customer, order, click }, shop)
      if (!yes && !(await isWanted(erasing))) return tell(json, { erased: false }, 'Nothing was erased.')
      const erased = await erase(await createRuntime(database), erasing)
      const copies = listCopies()
      tell(json, { erased: true, ...erased, copies }, show(erasing, erased, copies))
    })
  },
})

type Named = { readonly customer?: string; readonly order?: string; readonly click?: string }

async function findErasing(
  database: Database,
  { customer, order, click }: { [Name in keyof Named]: Named[Name] | undefined },
  shop: string | undefined,
): Promise<Erasing> {
  if (click !== undefined && click.trim() !== '') {
    const shopId = await findClickShop(database, click)
    if (shopId === undefined || (shop ?? shopId) !== shopId)
      throw new UsageError('--click is not the id of a click of this shop: it is what stood in the till parameter')
    return { kind: 'click', id: click, shopId }
  }
  const { id: shopId } = await chooseShop(database, shop)
  return order === undefined ? { kind: 'customer', id: customer ?? '', shopId } : { kind: 'order', id: order, shopId }
}

/** Programs mean what they say; a person at a terminal is asked. */
async function isWanted({ kind, id }: Erasing): Promise<boolean> {
  if (!process.stdin.isTTY) return true
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(?:es)?$/i.test((await reader.question(`Erase the ${kind} ${id}? It cannot be undone. [y/N] `)).trim())
  } finally {
    reader.close()
  }
}

/** Copies of the database that were made here before: nothing in them is changed. */
function listCopies(): string[] {
  const folder = join(findDatabase().dataDir, 'backups')
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    // There is no such folder, so there are no copies.
    return []
  }
}

function show(
  { kind }: Erasing,
  { conversions, clicks, quarantined, isWiped }: ErasedCounts,
  copies: readonly string[],
) {
  const done = {
    order: `${conversions} conversions erased`,
    customer: `the customer taken off ${conversions} sales`,
    click: `${clicks} clicks without a name now, and ${conversions} sales by them`,
  }[kind]
  return [
    `Erased: ${done}; ${quarantined} pings in quarantine that named it. It is not stored again when it comes again.`,
    ...(isWiped === false
      ? ['Its remains are still in the files: somebody held the database, or the disk is full. Run this again.']
      : []),
    ...(copies.length > 0 ? ['Older copies of the database still hold it until you delete them:', ...copies] : []),
  ].join('\n')
}
