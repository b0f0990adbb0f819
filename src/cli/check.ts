import { checkDatabase } from '../operations/check.ts'
import { command, tell } from './command.ts'
import { presentDatabase } from './database.ts'
import { showSlowProgress } from './progress.ts'

export const check = command({
  name: 'check',
  usage: '[--json]',
  about:
    'Proves that the database is whole and agrees with itself; exit 1 if not. Changes nothing, also beside a server.',
  example: 'check --json',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    const path = presentDatabase()
    const { isOk, parts, migrations, rows } = await checkDatabase(path, showSlowProgress('Checking'))
    const lines = parts.flatMap(({ name, faults }) =>
      faults.length === 0 ? [`ok      ${name}`] : faults.map((fault) => `FAULT   ${name}: ${fault}`),
    )
    const verdict = isOk ? 'is whole and agrees with itself' : 'has faults. Keep it, and restore a backup'
    const faults = parts.flatMap((part) => part.faults.map((detail) => ({ part: part.name, detail })))
    tell(json, { ok: isOk, faults, migrations, rows }, [...lines, '', `${path} ${verdict}.`].join('\n'))
    if (!isOk) process.exitCode = 1
  },
})
