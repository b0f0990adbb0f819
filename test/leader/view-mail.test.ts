import { expect, it } from 'vitest'
import { viewHtml, viewText } from '../../src/leader/view-mail.ts'
import { noon } from '../make.ts'
import { makeReport } from '../views/make-report.ts'

it.each([
  ['day', 10, '10 earlier days', true],
  ['post', 0, '10 more rows', false],
] as const)(
  'holds 50 of 60 rows by %s, from Row %d on, and says where the others would stand',
  async (by, first, rest, isBefore) => {
    const shown = { name: 'All', ...(await makeReport(60, by)), filters: [], now: noon, footer: '' }
    for (const mail of [viewText(shown), String(await viewHtml(shown))]) {
      const rows = [...mail.matchAll(/Row (\d+)\b/g)].map(([, number]) => Number(number))
      expect(rows).toEqual(Array.from({ length: 50 }, (_, index) => first + index))
      expect(mail.toLowerCase()).toContain(`and ${rest}`)
      expect(mail.indexOf(rest) < mail.indexOf(`Row ${first}`)).toBe(isBefore)
    }
  },
)
