import { afterAll, beforeAll, describe } from 'vitest'
import { appContract } from '../app/contract.ts'
import { type Init, origin } from '../app/talk.ts'
import { startWorker } from './harness.ts'

describe('the app on workerd', () => {
  let running: Awaited<ReturnType<typeof startWorker>>
  beforeAll(async () => {
    running = await startWorker()
  })
  afterAll(() => running.close())

  appContract(async () => ({ fetch }))

  async function fetch(path: string, init: Init = {}): Promise<Response> {
    const answer = await running.worker.fetch(new URL(path, origin).href, { ...init, redirect: 'manual' })
    const { status } = answer
    const body = status === 204 || status === 304 ? null : await answer.arrayBuffer()
    return new Response(body, { status, headers: [...answer.headers] })
  }
})
