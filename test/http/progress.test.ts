import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problem.ts'
import { type Watch, withProgress } from '../../src/http/progress.ts'
import { makeRuntime } from '../make.ts'

const headers = { accept: 'application/x-ndjson' }

async function serve(work: (watch: Watch) => Promise<unknown>) {
  const runtime = await makeRuntime()
  const logged: string[] = []
  const log = { ...runtime.log, error: (message: string) => void logged.push(message) }
  const app = new Hono().get(
    '/',
    withProgress({ log }, (_, __, watch) => work(watch)),
    (c) => c.json({ plain: true }),
  )
  app.onError((error, c) => c.text(error.message, error instanceof Problem ? error.status : 500))
  return { ask: (asked?: Record<string, string>) => app.request('/', asked ? { headers: asked } : {}), logged }
}

describe('an answer in lines', () => {
  it('is for those who ask for it', async () => {
    const { ask } = await serve(async () => ({ lines: true }))
    expect(await (await ask()).json()).toEqual({ plain: true })
    expect(await (await ask(headers)).text()).toBe('{"report":{"lines":true}}\n')
  })

  it('comes while the work is done', async () => {
    const rest = Promise.withResolvers<void>()
    const { ask } = await serve(async ({ tell }) => {
      tell(1, 4)
      await rest.promise
      tell(4, 4)
      return 'done'
    })
    const reader = (await ask(headers)).body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toBe('{"progress":0.25,"read":1,"of":4}\n')
    rest.resolve()
    expect([await next(), await next(), await next()]).toEqual([
      '{"progress":1,"read":4,"of":4}\n',
      '{"report":"done"}\n',
      '',
    ])
  })

  it('says by its status what fails before the first line, and what fails later in the last', async () => {
    const early = await serve(() => Promise.reject(new Problem(400, 'Bad request', 'from: is wrong')))
    const refused = await early.ask(headers)
    expect([refused.status, await refused.text(), early.logged]).toEqual([400, 'from: is wrong', []])
    const late = await serve(async ({ tell }) => {
      tell(0, 2)
      throw new Error('a secret of the inside')
    })
    const [first, last] = (await (await late.ask(headers)).text()).trimEnd().split('\n')
    expect(first).toBe('{"progress":0,"read":0,"of":2}')
    expect(JSON.parse(last ?? '')).toMatchObject({ problem: { status: 500, title: 'Internal error' } })
    expect(last).not.toContain('secret')
    expect(late.logged).toEqual(['unexpected'])
  })

  it('stops the work, and logs nothing, where nobody waits any more', async () => {
    const stopped = Promise.withResolvers<void>()
    const { ask, logged } = await serve(async ({ tell, signal }) => {
      tell(0, 2)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      stopped.resolve()
      signal.throwIfAborted()
    })
    await (await ask(headers)).body?.cancel()
    await stopped.promise
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(logged).toEqual([])
  })
})
