import { expect, it } from 'vitest'
import { countClicks, findVisits, insertClick, rememberReferrer } from '../../src/clicks/store.ts'
import { change, read } from '../app/sql.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick } from './make-click.ts'
import type { ClickIdentity } from '../../src/clicks/click-id.ts'
import type { Database } from '../../src/storage/database.ts'

async function findClick(database: Database, click: ClickIdentity) {
  const other = { ...click, random: -1 }
  const [visit, none] = await findVisits(database, [click, other])
  expect(none).toBeUndefined()
  return visit
}

it('finds the raw click of an id among many, and none that is not there', async () => {
  const { database } = await makeRuntime()
  const clicks = Array.from({ length: 500 }, (_, index) =>
    makeClick({ at: noon + Math.floor(index / 3) * 10, random: index }),
  )
  await database.batch(clicks.flatMap((click) => insertClick({ ...click, visitor: null })))
  for (const index of [0, 1, 250, 499]) {
    const at = noon + Math.floor(index / 3) * 10
    expect(await findClick(database, { link: 1, at, random: index })).toEqual(expect.any(Number))
    expect(await findClick(database, { link: 2, at, random: index })).toBeUndefined()
    expect(await findClick(database, { link: 1, at, random: 1000 })).toBeUndefined()
  }
  expect(await findClick(database, { link: 1, at: noon - 1, random: 0 })).toBeUndefined()
  expect(await findClick(database, { link: 1, at: noon + 10 ** 9, random: 0 })).toBeUndefined()
})

it('finds a click where most before it were pruned', async () => {
  const { database } = await makeRuntime()
  const clicks = Array.from({ length: 100 }, (_, index) => makeClick({ at: noon + index, random: index }))
  await database.batch(clicks.flatMap((click) => insertClick({ ...click, visitor: null })))
  await change(database, 'delete from clicks where seq < 90')
  expect(await findClick(database, { link: 1, at: noon + 95, random: 95 })).toBeDefined()
  expect(await findClick(database, { link: 1, at: noon + 5, random: 5 })).toBeUndefined()
  await change(database, 'delete from clicks')
  expect(await findClick(database, { link: 1, at: noon + 95, random: 95 })).toBeUndefined()
})

it('stores a referrer once, and stops when the dictionary is full', async () => {
  const { database } = await makeRuntime()
  const hosts = async () => (await read(database, 'select host from referrers')).length
  for (let again = 0; again < 3; again++) await database.batch([rememberReferrer('l.facebook.com')])
  expect(await hosts()).toBe(1)
  await change(database, `insert into referrers (number, host) values (20000, 'last.example')`)
  await database.batch([rememberReferrer('one.more.example')])
  expect(await hosts()).toBe(2)
})

it('counts clicks by class, also those of which there are none', async () => {
  const { database } = await makeRuntime()
  const bot = makeClick({ verdict: { class: 'bot', reason: 'bot-agent', rules: 1 } })
  await database.batch([makeClick(), makeClick(), bot].flatMap((click) => insertClick({ ...click, visitor: null })))
  expect(await countClicks(database)).toEqual({ human: 2, repeat: 0, preview: 0, bot: 1, prefetch: 0, internal: 0 })
})
