import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchRedirect } from './redirect.ts'

// `npm run bench`: every figure is a ratio to a bare node:http server measured in the same run on the same core, since
// machines are shared and noisy. `-- --json` prints one JSON object of ratios; `-- --seconds N` sets the length of a round.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, seconds: { type: 'string' }, rounds: { type: 'string' } },
})

// The servers get the first core (redirect.ts); the load keeps to the others.
if (process.platform === 'linux' && cpus().length > 1)
  spawnSync('taskset', ['-cp', `1-${cpus().length - 1}`, String(process.pid)])

const result = await benchRedirect({ seconds: Number(values.seconds ?? 5), rounds: Number(values.rounds ?? 3) })

if (values.json) process.stdout.write(`${JSON.stringify(result.ratios)}\n`)
else process.stdout.write(result.table)
