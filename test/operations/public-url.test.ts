import { expect, it } from 'vitest'
import { findPublicUrl, keepPublicUrl } from '../../src/operations/public-url-store.ts'
import { makeRuntime } from '../make.ts'

it('is what the server was last started with', async () => {
  const { database } = await makeRuntime()
  expect(await findPublicUrl(database)).toBeUndefined()
  for (const url of ['http://localhost:8971', 'https://go.shop.example', 'https://go.shop.example']) {
    await keepPublicUrl(database, url)
    expect(await findPublicUrl(database)).toBe(url)
  }
})
