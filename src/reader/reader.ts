import { Worker } from 'node:worker_threads'
import type { Context } from 'hono'
import { Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { type FromReader, type ReaderSettings, toBroken, toError, type ToReader } from './messages.ts'

type Parts = Pick<Runtime, 'database' | 'addressOf' | 'log'>

export type Reader = {
  /** The answer of the reading thread, its body read as fast as it is taken. */
  answer(c: Context): Promise<Response>
  close(): void
}

/**
 * Has requests that only read answered in a thread of their own. It starts with the first of them; where it ends by a
 * fault, those that wait get a 500, and the next one starts it again.
 */
export function openReader(given: ReaderSettings, parts: Parts): Reader {
  const { path, publicUrl, clickParam, adminApiKey, logLevel } = given
  const settings = { path, publicUrl, clickParam, adminApiKey, logLevel }
  let thread: Thread | undefined
  let isClosed = false
  return {
    async answer(c) {
      if (isClosed) throw tooBusy('The server is stopping.')
      thread ??= startThread(settings, parts, () => {
        thread = undefined
      })
      return thread.answer(c)
    },
    close() {
      isClosed = true
      thread?.end()
    },
  }
}

type Thread = { answer(c: Context): Promise<Response>; end(): void }
type Awaited = { take(message: FromReader): void; fail(error: Error): void }

/** More than these wait longer than anybody does. */
const mostAtOnce = 200

function startThread(settings: ReaderSettings, { database, addressOf, log }: Parts, onEnd: () => void): Thread {
  const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: settings })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const send = (message: ToReader) => worker.postMessage(message)
  const awaited = new Map<number, Awaited>()
  let asked = 0
  // Does not keep the process alive on its own.
  worker.unref()
  worker.on('message', (message: FromReader) => {
    if (message.kind === 'write') void write(message)
    else awaited.get(message.id)?.take(message)
  })
  worker.on('error', (error) => log.error('the reading thread failed', { error: String(error) }))
  worker.on('exit', () => {
    onEnd()
    for (const one of awaited.values()) one.fail(new Error('the reading thread ended'))
  })

  async function write({ id, statements }: Extract<FromReader, { kind: 'write' }>): Promise<void> {
    try {
      send({ kind: 'written', id, outcomes: await database.batch(statements) })
    } catch (error) {
      send({ kind: 'not-written', id, error: toBroken(error) })
    }
  }

  return {
    async answer(c) {
      if (awaited.size >= mostAtOnce) throw tooBusy('Too many reports are being read at once.')
      asked += 1
      const id = asked
      const { head, body } = expect(id, { send, done: () => awaited.delete(id), listen: (one) => awaited.set(id, one) })
      send({ kind: 'request', id, url: c.req.url, headers: [...c.req.raw.headers], address: addressOf(c) })
      const { status, headers } = await head
      return new Response(hasBody(status) ? body : null, {
        status,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
      })
    },
    end: () => void worker.terminate(),
  }
}

type Head = Extract<FromReader, { kind: 'head' }>
type Line = { send(message: ToReader): void; done(): void; listen(one: Awaited): void }

/** What comes for a request: its head first, then piece by piece what is asked for. */
function expect(id: number, { send, done, listen }: Line) {
  const head = Promise.withResolvers<Head>()
  let take: { resolve(message: FromReader): void; reject(error: Error): void } = {
    resolve: (message) => message.kind === 'head' && head.resolve(message),
    reject: head.reject,
  }
  const nextPiece = () => {
    const { promise, ...next } = Promise.withResolvers<FromReader>()
    take = next
    send({ kind: 'more', id })
    return promise
  }
  listen({
    take(message) {
      if (message.kind === 'broke') take.reject(toError(message.error))
      else take.resolve(message)
      if (message.kind === 'broke' || message.kind === 'end') done()
    },
    fail: (error) => take.reject(error),
  })
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const message = await nextPiece()
        if (message.kind === 'piece') controller.enqueue(message.bytes)
        else controller.close()
      },
      cancel() {
        send({ kind: 'leave', id })
        done()
      },
    },
    { highWaterMark: 0 },
  )
  return { head: head.promise, body }
}

/** A 204 or 304 has none, and Response takes none. */
function hasBody(status: number): boolean {
  return status !== 204 && status !== 304
}

function tooBusy(detail: string): Problem {
  return new Problem(503, 'Not available', `${detail} Try again.`, { headers: { 'retry-after': '5' } })
}
