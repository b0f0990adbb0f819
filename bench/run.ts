import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchExport } from './export.ts'
import { benchPings } from './pings.ts'
import { benchReading } from './reading.ts'
import { benchRedirect } from './redirect.ts'

// `npm run bench`: every figure is a ratio to a bare server (node:http for redirects, hono with better-sqlite3 for pings)
// or a bare loop over the rows (exports), measured in the same run on the same core, since machines are shared and noisy.
// `-- --json` prints one JSON object of ratios; `-- --seconds N` sets the length of a round; `-- --only
// redirect|pings|export|reading` leaves the others out; reading is the p99 of redirects beside reports to that without.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
  },
})

// The servers get the first core (redirect.ts); the load keeps to the others.
if (process.platform === 'linux' && cpus().length > 1)
  spawnSync('taskset', ['-cp', `1-${cpus().length - 1}`, String(process.pid)])

const seconds = Number(values.seconds ?? 5)
const results = []
const runs = (what: string) => values.only === undefined || values.only === what
if (runs('redirect')) results.push(await benchRedirect({ seconds, rounds: Number(values.rounds ?? 3) }))
if (runs('pings')) results.push(await benchPings({ seconds }))
if (runs('export')) results.push(await benchExport())
if (runs('reading')) results.push(await benchReading({ seconds, rounds: Number(values.rounds ?? 3) }))

const ratios = Object.assign({}, ...results.map((one) => one.ratios))
if (values.json) process.stdout.write(`${JSON.stringify(ratios)}\n`)
else process.stdout.write(results.map((one) => one.table).join('\n'))
