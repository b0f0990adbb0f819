import { creditAnew } from '../attribution/credit.ts'
import { createLog } from '../log.ts'
import { command, tell } from './command.ts'
import { withDatabase } from './database.ts'
import { showSlowProgress } from './progress.ts'

export const credit = command({
  name: 'credit',
  usage: '[--json]',
  about:
    'Credits all orders anew, by the links, codes and customers as they are now. May be cut short: the server goes on ' +
    'with the rest, and it may run meanwhile.',
  example: 'credit',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    const progress = showSlowProgress('Crediting')
    await withDatabase(async (database) => {
      const log = createLog('warn', (line) => process.stderr.write(`${line}\n`))
      const runtime = { database, log, now: () => Date.now() }
      const conversions = await creditAnew(runtime, (done, total) => progress(total === 0 ? 1 : done / total))
      tell(json, { conversions }, `${conversions} conversions credited anew.`)
    })
  },
})
