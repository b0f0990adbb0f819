import { parentPort, workerData } from 'node:worker_threads'
import { deriveKey } from '../access/scrypt.ts'
import { createReadingApp } from '../app.ts'
import { writeMail } from '../leader/make-mail.ts'
import { createLog } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import type { Outcome, Statement } from '../storage/database.ts'
import { openReadOnly } from '../storage/read-only.ts'
import { type FromReader, type ReaderSettings, toBroken, toError, type ToReader } from './messages.ts'
import { stepBack } from './step-back.ts'

// The reading thread: reports and exports are answered here, so that the redirects of the other thread wait for none.

stepBack()
const settings: ReaderSettings = workerData
const runtime = createRuntime()
const app = createReadingApp(runtime)
const bodies = new Map<number, ReadableStreamDefaultReader<Uint8Array>>()
const writes = new Map<number, { resolve(outcomes: readonly Outcome[]): void; reject(error: unknown): void }>()
let written = 0

parentPort?.on('message', (message: ToReader) => void follow(message))

async function follow(message: ToReader): Promise<void> {
  const { id } = message
  try {
    switch (message.kind) {
      case 'request':
        return await answer(message)
      case 'more':
        return await sendPiece(id)
      case 'leave':
        return await leave(id)
      case 'write-mail':
        return send({ kind: 'mail', id, content: await writeMail(runtime, message.asked) })
      case 'written':
        return settleWrite(id)?.resolve(message.outcomes)
      case 'not-written':
        return settleWrite(id)?.reject(toError(message.error))
    }
  } catch (error) {
    bodies.delete(id)
    send({ kind: 'broke', id, error: toBroken(error) })
  }
}

async function answer({ id, url, headers, address }: Extract<ToReader, { kind: 'request' }>): Promise<void> {
  const request = new Request(url, { headers: headers.map(([name, value]): [string, string] => [name, value]) })
  const { status, headers: answered, body } = await app.fetch(request, { address })
  if (body) bodies.set(id, body.getReader())
  send({ kind: 'head', id, status, headers: [...answered] })
}

async function sendPiece(id: number): Promise<void> {
  const piece = await bodies.get(id)?.read()
  if (piece?.value) return send({ kind: 'piece', id, bytes: piece.value })
  bodies.delete(id)
  send({ kind: 'end', id })
}

async function leave(id: number): Promise<void> {
  const body = bodies.get(id)
  bodies.delete(id)
  await body?.cancel()
}

function write(statements: readonly Statement[]): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    written += 1
    writes.set(written, { resolve, reject })
    send({ kind: 'write', id: written, statements })
  })
}

function settleWrite(id: number) {
  const waiting = writes.get(id)
  writes.delete(id)
  return waiting
}

function send(message: FromReader): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}

function createRuntime(): Runtime {
  return {
    ...settings,
    database: openReadOnly(settings.path, write),
    now: Date.now,
    addressOf: (c) => String(c.env.address),
    countryOf: () => '',
    saltOf: () => Promise.reject(new Error('clicks are not recorded by the thread that reads')),
    deriveKey,
    asset: async () => undefined,
    emit: () => Promise.reject(new Error('nothing happens in the thread that reads')),
    log: createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`)),
  }
}
