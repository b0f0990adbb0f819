import fc from 'fast-check'
import { expect, it } from 'vitest'
import { holdingWords } from '../../src/links/search-words.ts'
import { changingTags, withTags } from '../../src/links/tags.ts'
import { createLink } from '../../src/links/create.ts'
import { editRow, findLink } from '../../src/links/store.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'

const letter = fc.constantFrom(...Array.from('abÅåøØæłŁÓóßжЖσΣ-1'))
const word = fc.string({ unit: letter, minLength: 1, maxLength: 6 })
const anyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((isUpper) =>
      Array.from(text, (one, index) => (isUpper[index] && one !== 'ß' ? one.toUpperCase() : one)).join(''),
    )

it('edits tags in the database as in memory', async () => {
  const runtime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const draft = { destination: 'https://shop.example/', source: 'facebook', campaign: 'jul' }
  const tags = fc.array(word, { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(tags, tags, tags, async (has, add, remove) => {
      const link = await createLink(runtime, shop, { ...draft, tags: has })
      await editRow(runtime.database, link.id, changingTags(link.id, { add, remove }, 1), { at: 1, who: 'Kari' })
      expect((await findLink(runtime.database, link.id))?.tags).toEqual(withTags(has, { add, remove }))
    }),
    { numRuns: 60 },
  )
})

it('finds words in whatever case they are written and asked for, and no others', async () => {
  const { database } = await makeRuntime()
  const holds = async (text: string, q: string) => {
    const words = holdingWords('t.text', q)
    const sql = `select 1 from (select lower(?) as text) t where ${words.map((one) => one.sql).join(' and ')}`
    return (await database.all(statement(sql, text, ...words.flatMap(({ params }) => params)))).length > 0
  }
  const written = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
  await fc.assert(
    fc.asyncProperty(
      written.chain((text) => fc.tuple(anyCase(text), anyCase(text))),
      written,
      async ([text, asked], other) => {
        expect(await holds(text, asked)).toBe(true)
        const folded = Array.from(text, (one) => one.toLowerCase()).join('')
        const words = other.toLowerCase().split(' ')
        expect(await holds(text, other)).toBe(words.every((one) => folded.includes(one)))
      },
    ),
  )
})
