import { expect, it, onTestFinished } from 'vitest'
import { unpackVerdict } from '../../src/clicks/click.ts'
import { readConfig } from '../../src/config.ts'
import { startNode } from '../../src/node.ts'
import { read } from '../app/sql.ts'
import { safari } from '../app/talk.ts'
import { adminKey, makeFolder } from '../make.ts'
import { ask, makeLinks } from '../faults/server.ts'

it.each([
  ['0', 'human'],
  ['1', 'repeat'],
])('the server takes the window of a repeat as it is set: %s minutes', async (minutes, expected) => {
  const environment = { PORT: '0', ADMIN_API_KEY: adminKey, LOG_LEVEL: 'silent', DATA_DIR: makeFolder() }
  const running = await startNode(readConfig({ ...environment, REPEAT_MINUTES: minutes }))
  onTestFinished(() => running.stop())
  const [link] = await makeLinks(running.url, 1)
  for (let again = 0; again < 2; again++) await ask(`${running.url}/${link?.slug}`, undefined, { 'user-agent': safari })
  const rows = await read(running.runtime.database, 'select verdict from clicks order by seq')
  const classes = rows.map((row) =>
    row && typeof row === 'object' && 'verdict' in row ? unpackVerdict(Number(row.verdict)).class : '',
  )
  expect(classes).toEqual(['human', expected])
})
