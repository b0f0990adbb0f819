import { expect, it } from 'vitest'
import { makeApp } from '../app/make-app.ts'

it.each([
  ['/till.js', '/till.js'],
  ['/till-more.js', '/till-more.js'],
  ['/-/q.js', '/q.js'],
])('serves %s to pages of any site, also where they check its integrity', async (path, file) => {
  const asset = async (asked: string) => new Response(`// ${asked}`, { headers: { 'content-type': 'text/javascript' } })
  const { fetch } = await makeApp({ asset })
  const answer = await fetch(path)
  expect([answer.status, await answer.text()]).toEqual([200, `// ${file}`])
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=3600',
  })
})

it('says what to do where it isn’t built', async () => {
  const { fetch } = await makeApp()
  const answer = await fetch('/till-more.js')
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')])
})
