import { findQuarantined, listQuarantined, type Quarantined } from '../conversions/quarantine-store.ts'
import { replay } from '../conversions/replay.ts'
import { showQuarantined, showReplayed } from '../conversions/show.ts'
import { OperationError } from '../operations/backup.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { createRuntime } from './runtime.ts'

export const listQuarantine = command({
  name: 'quarantine list',
  usage: '[--shop ID] [--limit N] [--json]',
  about: 'Lists the pings that could not be counted, newest first (50, or as many as --limit says), with the reason.',
  example: 'quarantine list --limit 10',
  operands: [],
  options: { shop: { type: 'string' }, limit: { type: 'string', default: '50' }, json: { type: 'boolean' } },
  async run({ shop, limit, json }) {
    if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError(`--limit is a number from 1 to 99999, not ${limit}`)
    await withDatabase(async (database) => {
      const { id } = await chooseShop(database, shop)
      const filter = { shopId: id, withShopless: true, reason: undefined, source: undefined }
      const page = { limit: Number(limit), before: Number.MAX_SAFE_INTEGER }
      const found = await listQuarantined(database, filter, page)
      const text = found.length === 0 ? 'The quarantine is empty.' : found.map(showLine).join('\n')
      tell(json, { items: found.map(showQuarantined) }, text)
    })
  },
})

function showLine({ id, receivedAt, source, reason, detail, replayOutcome }: Quarantined): string {
  const state = replayOutcome === null ? '' : `  (replayed: ${replayOutcome})`
  return `${id}  ${new Date(receivedAt).toISOString()}  ${source.padEnd(8)} ${reason.padEnd(14)} ${detail}${state}`
}

export const replayQuarantined = command({
  name: 'quarantine replay',
  usage: 'ID [--json]',
  about: 'Sends a quarantined ping the same way again, now that its reason is mended; exit 1 if it is refused again.',
  example: 'quarantine replay q_4f8Kd02mXb1P',
  operands: ['ID'],
  options: { json: { type: 'boolean' } },
  async run({ json }, [id = '']) {
    await withDatabase(async (database) => {
      const found = await findQuarantined(database, id)
      if (!found) throw new UsageError(`there is no ${id} in quarantine: see quarantine list`)
      const replayed = await replay(await createRuntime(database), found)
      if (replayed.kind === 'already-replayed') throw new OperationError(`${id} has been replayed already`)
      const shown = showReplayed(id, replayed)
      const refused = `Refused again (${shown.reason ?? ''}): it lies in quarantine as ${shown.quarantineId ?? ''}.`
      const counted = `Counted as ${shown.conversionId ?? ''} (${shown.outcome}).`
      tell(json, shown, shown.outcome === 'quarantined' ? refused : counted)
      if (shown.outcome === 'quarantined') process.exitCode = 1
    })
  },
})
