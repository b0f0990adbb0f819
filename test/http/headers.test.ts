import { expect, it } from 'vitest'
import { makeApp } from '../app/make-app.ts'
import { draftLink, openShop } from '../app/talk.ts'

it('lets nobody keep an answer of the API, be it a list, an export, a session or a refusal', async () => {
  const served = await makeApp()
  const shop = await openShop(served)
  const made = await shop.post('/links', draftLink())
  const answers = [
    made,
    await shop.get('/links'),
    await shop.get('/links/link_no'),
    await shop.get('/export/clicks.csv'),
  ]
  for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store')
  for (const path of ['/api/v1/session', '/api/v1/links', '/api/v1/nothing'])
    expect([path, (await served.fetch(path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
  expect((await served.fetch('/healthz')).headers.get('cache-control')).toBeNull()
})
