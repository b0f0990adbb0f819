import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { appContract } from './contract.ts'
import { makeApp } from './make-app.ts'

describe('the app over SQLite', () => {
  appContract(makeApp)

  it('describes every route of the API at /openapi.json', async () => {
    const { app, fetch } = await makeApp()
    const described = z
      .looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await (await fetch('/openapi.json')).json())
    const [api, open] = [false, true].map((isAtRoot) =>
      Object.entries(described.paths)
        .filter(([, methods]) => 'servers' in methods === isAtRoot)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)),
    )
    const mounted = app.routes
      .filter((route) => route.path.startsWith('/api/v1/') && route.method !== 'ALL')
      .map((route) => `${route.method} ${route.path.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(new Set(api)).toEqual(new Set(mounted))
    expect(open).toEqual(
      expect.arrayContaining(['GET /{slug}', 'GET /{slug}+', 'GET /till.gif', 'POST /e', 'GET /metrics']),
    )
    expect(mounted.length).toBeGreaterThan(20)
  })
})
