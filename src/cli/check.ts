import { checkDatabase, type Checked } from '../operations/check.ts'
import { recount } from '../conversions/counted-store.ts'
import { rebuildRollups, rebuildVisitSums } from '../operations/check-rollups.ts'
import { command, tell } from './command.ts'
import { presentDatabase, withDatabase } from './database.ts'
import { showProgress, showSlowProgress } from './progress.ts'

export const check = command({
  name: 'check',
  usage: '[--rebuild] [--json]',
  about:
    'Proves that the database is whole and agrees with itself; exit 1 if not. Changes nothing, also beside a server. ' +
    '--rebuild first derives the sums that reports read anew from the clicks, visits and conversions.',
  example: 'check --json',
  operands: [],
  options: { json: { type: 'boolean' }, rebuild: { type: 'boolean' } },
  async run({ json, rebuild }) {
    const path = presentDatabase()
    if (rebuild) await rebuildAll()
    const checked = await checkDatabase(path, showSlowProgress('Checking'))
    const { isOk, parts, migrations, rows } = checked
    const lines = parts.flatMap(({ name, faults }) =>
      faults.length === 0 ? [`ok      ${name}`] : faults.map((fault) => `FAULT   ${name}: ${fault}`),
    )
    const faults = parts.flatMap((part) => part.faults.map((detail) => ({ part: part.name, detail })))
    const verdict = [...lines, '', `${path} ${judge(checked)}`].join('\n')
    tell(json, { ok: isOk, faults, migrations, rows }, verdict)
    if (!isOk) process.exitCode = 1
  },
})

function judge({ isOk, parts }: Checked): string {
  if (isOk) return 'is whole and agrees with itself.'
  const faulty = parts.filter((part) => part.faults.length > 0)
  // Nothing is lost then: clicks, visits and conversions are the truth, and the sums come from them.
  if (faulty.every(({ name }) => derived.includes(name)))
    return 'is whole, but sums that reports read are not those of the clicks, visits or conversions. Derive them anew: check --rebuild'
  return 'has faults. Keep it, and restore a backup.'
}

const derived = ['roll-ups', 'visits', 'conversions']

async function rebuildAll(): Promise<void> {
  const progress = showProgress('Summing up')
  await withDatabase(async (database) => {
    await rebuildRollups(database, (done, of) => progress(of === 0 ? 1 : done / of))
    await rebuildVisitSums(database)
    await recount(database)
  })
}
