import { monthHtml } from '../leader/month-html.ts'
import { isMonth, sayMonth } from '../leader/month-days.ts'
import { monthText } from '../leader/month-text.ts'
import { readMonth } from '../leader/read-month.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import { command, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { createRuntime } from './runtime.ts'

export const month = command({
  name: 'month',
  usage: 'YYYY-MM [--html|--json] [--shop ID]',
  about: 'Tells a month as its leader gets it: what social media brought, goals, best posts, and how right that is.',
  example: 'month 2026-10 --html > october.html',
  operands: ['YYYY-MM'],
  options: { html: { type: 'boolean' }, json: { type: 'boolean' }, shop: { type: 'string' } },
  async run({ html, json, shop: asked }, [wanted = '']) {
    if (html && json) throw new UsageError('--html or --json, not both')
    if (!isMonth(wanted)) throw new UsageError(`${wanted} is not a month such as 2026-10`)
    await withDatabase(async (database) => {
      const runtime = await createRuntime(database)
      const shop = await chooseShop(database, asked)
      if (wanted > showDay(localDay(runtime.now(), shop.timeZone)).slice(0, 7))
        throw new UsageError(`${sayMonth(wanted)} hasn’t begun`)
      const page = await readMonth(runtime, shop, wanted)
      const text = html
        ? String(await monthHtml(page, { footer: '' }))
        : json
          ? JSON.stringify(page)
          : monthText(page, '').trimEnd()
      process.stdout.write(`${text}\n`)
    })
  },
})
