import { reclassifyClicks } from '../clicks/reclassify.ts'
import { command, tell } from './command.ts'
import { withDatabase } from './database.ts'
import { showSlowProgress } from './progress.ts'

export const reclassify = command({
  name: 'reclassify',
  usage: '[--json]',
  about:
    'Judges all stored clicks by the rules of this version, as far as these rest on what is stored: user agents are not. ' +
    'May be cut short and run again; a server may go on meanwhile.',
  example: 'reclassify',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    const progress = showSlowProgress('Judging')
    await withDatabase(async (database) => {
      const judged = await reclassifyClicks(database, { onProgress: (done, total) => progress(done / total) })
      const { clicks, changed, kept } = judged
      tell(json, judged, `${clicks} clicks judged, ${changed} changed; ${kept} rest on what was never stored and stay.`)
    })
  },
})
