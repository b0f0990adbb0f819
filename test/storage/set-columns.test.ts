import { expect, it } from 'vitest'
import { statement } from '../../src/storage/database.ts'
import { setColumns } from '../../src/storage/set-columns.ts'

const where = statement('id = ?', 'x')

it('sets what is given, null too, and leaves the rest alone', () => {
  expect(setColumns('links', { title: 'a', slug: undefined, placement: null }, where)).toEqual([
    { sql: 'update links set title = ?, placement = ? where id = ?', params: ['a', null, 'x'] },
  ])
  expect(setColumns('links', { title: undefined }, where)).toEqual([])
})

it.each(['a = 1, b', 'a"', 'A', ''])('takes %j for no column and no table', (name) => {
  expect(() => setColumns('links', { [name]: 1 }, where)).toThrow(TypeError)
  expect(() => setColumns(name, { title: 1 }, where)).toThrow(TypeError)
})
