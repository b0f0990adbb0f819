import { Worker } from 'node:worker_threads'
import type { Context } from 'hono'
import { Problem } from '../http/problem.ts'
import type { MailAsked, MailContent, Runtime } from '../runtime.ts'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { type FromReader, type ReaderSettings, toBroken, toError, type ToReader } from './messages.ts'

type Parts = Pick<Runtime, 'addressOf' | 'log'> & { readonly database: SqliteDatabase }

export type Reader = {
  /** The answer of the reading thread, its body read as fast as it is taken. `isPublic`: whoever asks has no key. */
  answer(c: Context, isPublic: boolean): Promise<Response>
  /** A report that is to be sent. */
  writeMail(asked: MailAsked): Promise<MailContent | undefined>
  /** Whether the thread is still at work inside SQLite: nothing but the end of the process ends that. */
  isStuck(): boolean
  close(): void
}

/**
 * Has requests that only read answered in a thread of their own. It starts with the first of them; where it ends by a
 * fault, those that wait get a 500, and the next one starts it again; so it does where the database was opened anew.
 */
export function openReader(given: ReaderSettings, parts: Parts): Reader {
  const { path, publicUrl, clickParam, adminApiKey, logLevel } = given
  const settings = { path, publicUrl, clickParam, adminApiKey, logLevel }
  let thread: Thread | undefined
  let isClosed = false
  const startOver = () => {
    const { connection } = parts.database
    if (thread?.connection === connection) return thread
    thread?.end()
    const started = startThread(settings, parts, () => {
      if (thread === started) thread = undefined
    })
    return started
  }
  return {
    async answer(c, isPublic) {
      if (isClosed) throw tooBusy('The server is stopping.')
      thread = startOver()
      return thread.answer(c, isPublic)
    },
    async writeMail(asked) {
      if (isClosed) throw new Error('the server is stopping')
      thread = startOver()
      return thread.writeMail(asked)
    },
    isStuck: () => thread !== undefined,
    close() {
      isClosed = true
      thread?.end()
    },
  }
}

type Thread = Pick<Reader, 'answer' | 'writeMail'> & { readonly connection: unknown; end(): void }
type Awaited = { readonly isPublic: boolean; take(message: FromReader): void; fail(error: Error): void }

/** More than these wait longer than anybody does. Those without a key don't take the places of the others. */
const mostAtOnce = { known: 200, public: 20 } as const

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

  /** Listens for what comes for a new request or mail, whose number is `id`. */
  function openLine(isPublic: boolean): Line {
    asked += 1
    const id = asked
    return {
      id,
      send,
      done: () => void awaited.delete(id),
      listen: (one) => void awaited.set(id, { ...one, isPublic }),
    }
  }

  return {
    connection: database.connection,
    async answer(c, isPublic) {
      const alike = [...awaited.values()].filter((one) => one.isPublic === isPublic).length
      if (alike >= mostAtOnce[isPublic ? 'public' : 'known']) throw tooBusy('Too many reports are being read at once.')
      const line = openLine(isPublic)
      const { head, body, leave } = expect(line)
      send({ kind: 'request', id: line.id, url: c.req.url, headers: [...c.req.raw.headers], address: addressOf(c) })
      const { status, headers } = await head
      const hasBody = status !== 204 && status !== 304 && c.req.method !== 'HEAD'
      if (!hasBody) leave()
      return new Response(hasBody ? body : null, {
        status,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
      })
    },
    writeMail: (mail) => expectMail(openLine(false), mail),
    end: () => void worker.terminate(),
  }
}

type Head = Extract<FromReader, { kind: 'head' }>
type Line = {
  readonly id: number
  send(message: ToReader): void
  done(): void
  listen(one: Omit<Awaited, 'isPublic'>): void
}

function expectMail({ id, send, done, listen }: Line, asked: MailAsked): Promise<MailContent | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<MailContent | undefined>()
  listen({
    take(message) {
      if (message.kind === 'mail') resolve(message.content)
      if (message.kind === 'broke') reject(toError(message.error))
      done()
    },
    fail(error) {
      reject(error)
      done()
    },
  })
  send({ kind: 'write-mail', id, asked })
  return promise
}

/** What comes for a request: its head first, then piece by piece what is asked for. */
function expect({ id, send, done, listen }: Line) {
  const head = Promise.withResolvers<Head>()
  let take: { resolve(message: FromReader): void; reject(error: Error): void } = {
    resolve: (message) => message.kind === 'head' && head.resolve(message),
    reject: head.reject,
  }
  let failure: Error | undefined
  const nextPiece = () => {
    if (failure) throw failure
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
    fail(error) {
      failure = error
      take.reject(error)
      done()
    },
  })
  const leave = () => {
    send({ kind: 'leave', id })
    done()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const message = await nextPiece()
        if (message.kind === 'piece') controller.enqueue(message.bytes)
        else controller.close()
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
  return { head: head.promise, body, leave }
}

function tooBusy(detail: string): Problem {
  return new Problem(503, 'Not available', `${detail} Try again.`, { headers: { 'retry-after': '5' } })
}
