import { refusalReasons } from '../conversions/ping.ts'
import { newestWaiting, replayWaiting } from '../conversions/quarantine-replay.ts'
import { searchQuarantine } from '../conversions/quarantine-search.ts'
import {
  findQuarantined,
  type Quarantined,
  type QuarantineFilter,
  quarantineStates,
} from '../conversions/quarantine-store.ts'
import { replay } from '../conversions/replay.ts'
import { showQuarantined, showReplayed } from '../conversions/show.ts'
import { OperationError } from '../operations/backup.ts'
import type { Database } from '../storage/database.ts'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { createRuntime } from './runtime.ts'

export const listQuarantine = command({
  name: 'quarantine list',
  usage: '[--q TEXT] [--reason R] [--state S] [--shop ID] [--limit N] [--json]',
  about:
    'Lists the pings that could not be counted, newest first (50, or as many as --limit says), with the reason. --q looks ' +
    'for a text in their bytes, however encoded; --state is waiting, replayed or dismissed.',
  example: 'quarantine list --q 10045 --state waiting',
  operands: [],
  options: {
    q: { type: 'string' },
    reason: { type: 'string' },
    state: { type: 'string' },
    shop: { type: 'string' },
    limit: { type: 'string', default: '50' },
    json: { type: 'boolean' },
  },
  async run({ q, reason, state, shop, limit, json }) {
    if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError(`--limit is a number from 1 to 99999, not ${limit}`)
    const asked = {
      reason: oneOf('--reason', refusalReasons, reason),
      state: oneOf('--state', quarantineStates, state),
    }
    await withDatabase(async (database) => {
      const { id } = await chooseShop(database, shop)
      const found = await searchAll(database, { shopId: id, withShopless: true, ...asked }, { q, limit: Number(limit) })
      const text = found.length === 0 ? 'Nothing such is in quarantine.' : found.map(showLine).join('\n')
      tell(json, { items: found.map(showQuarantined) }, text)
    })
  },
})

function oneOf<const Known extends string>(option: string, known: readonly Known[], asked: string | undefined) {
  if (asked === undefined) return undefined
  const found = known.find((one) => one === asked)
  if (found === undefined) throw new UsageError(`${option} is one of ${known.join(', ')}, not ${asked}`)
  return found
}

/** Nobody waits behind it here: it looks through all. */
async function searchAll(
  database: Database,
  filter: QuarantineFilter,
  { q, limit }: { readonly q: string | undefined; readonly limit: number },
): Promise<Quarantined[]> {
  const items: Quarantined[] = []
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null && items.length < limit; ) {
    const found = await searchQuarantine(database, filter, { q, before, limit: limit - items.length })
    items.push(...found.items)
    before = found.next
  }
  return items
}

function showLine({ id, receivedAt, source, reason, detail, replayOutcome }: Quarantined): string {
  const state =
    replayOutcome === null ? '' : replayOutcome === 'dismissed' ? '  (dismissed)' : `  (replayed: ${replayOutcome})`
  return `${id}  ${new Date(receivedAt).toISOString()}  ${source.padEnd(8)} ${reason.padEnd(14)} ${detail}${state}`
}

export const replayQuarantined = command({
  name: 'quarantine replay',
  usage: '[ID | --reason R] [--shop ID] [--json]',
  about:
    'Sends a quarantined ping the same way again, now that its reason is mended; with --reason all that wait for it, each ' +
    'once. Exit 1 if one is refused again or fails.',
  example: 'quarantine replay q_4f8Kd02mXb1P',
  operands: [],
  optional: ['ID'],
  options: { reason: { type: 'string' }, shop: { type: 'string' }, json: { type: 'boolean' } },
  async run({ reason, shop, json }, [id]) {
    const why = oneOf('--reason', refusalReasons, reason)
    if ((id === undefined) === (why === undefined))
      throw new UsageError('say which: the ID of one, or --reason for all that wait for it')
    await withDatabase(async (database) => {
      if (why === undefined) return replayOne(database, id ?? '', json)
      const { id: shopId } = await chooseShop(database, shop)
      return replayAll(database, { shopId, withShopless: true, reason: why }, json)
    })
  },
})

async function replayOne(database: SqliteDatabase, id: string, json: boolean | undefined): Promise<void> {
  const found = await findQuarantined(database, id)
  if (!found) throw new UsageError(`there is no ${id} in quarantine: see quarantine list`)
  const replayed = await replay(await createRuntime(database), found)
  if (replayed.kind === 'already-replayed') throw new OperationError(`${id} has been replayed or dismissed already`)
  const shown = showReplayed(id, replayed)
  const refused = `Refused again (${shown.reason ?? ''}): it lies in quarantine as ${shown.quarantineId ?? ''}.`
  const counted = `Counted as ${shown.conversionId ?? ''} (${shown.outcome}).`
  tell(json, shown, shown.outcome === 'quarantined' ? refused : counted)
  if (shown.outcome === 'quarantined') process.exitCode = 1
}

async function replayAll(database: SqliteDatabase, filter: QuarantineFilter, json: boolean | undefined): Promise<void> {
  const runtime = await createRuntime(database)
  const outcomes: Record<string, number> = {}
  const failed: string[] = []
  const upTo = await newestWaiting(database, filter)
  for (let after: number | null = 0; after !== null; ) {
    const page = await replayWaiting(runtime, filter, { after, upTo, limit: 100 })
    for (const [outcome, count] of Object.entries(page.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count
    failed.push(...page.failed)
    after = page.next
  }
  const counted = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  const text = [...counted, ...(failed.length > 0 ? [`${failed.length} failed: ${failed.join(' ')}`] : [])].join(', ')
  tell(json, { outcomes, failed }, text === '' ? 'Nothing waits for that reason.' : `Replayed: ${text}.`)
  if (failed.length > 0 || 'quarantined' in outcomes) process.exitCode = 1
}
