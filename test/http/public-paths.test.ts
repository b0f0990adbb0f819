import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { expect, it } from 'vitest'
import { publicPaths } from '../../src/http/public-paths.ts'

it('stands in the description beside the API, at the root and open, the metrics aside', async () => {
  const documentation = { servers: [{ url: '/api/v1' }], security: [{ key: [] }], paths: publicPaths() }
  const app = new Hono().get('/openapi.json', openAPIRouteHandler(new Hono(), { documentation }))
  const { paths, servers } = await (await app.request('/openapi.json')).json()
  expect(servers).toEqual([{ url: '/api/v1' }])
  expect(Object.keys(paths)).toEqual([
    ...['/{slug}', '/{slug}+'],
    ...['/till.gif', '/till.js', '/till-more.js', '/-/v', '/e'],
    ...['/-/q.js', '/-/q/{shopId}/options', '/-/q/{shopId}'],
    ...['/-/bio/{shopId}', '/-/view/{token}'],
    ...['/-/woocommerce/keys', '/hooks/{source}/{shopId}', '/postback/{token}'],
    ...['/healthz', '/readyz', '/metrics'],
  ])
  for (const [path, item] of Object.entries<Record<string, { security?: unknown[] }>>(paths)) {
    expect(item['servers']).toEqual([{ url: '/' }])
    expect((item['get'] ?? item['post'])?.security).toHaveLength(path === '/metrics' ? 1 : 0)
  }
})
