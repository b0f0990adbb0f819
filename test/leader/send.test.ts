import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claim, createMail, enqueue, findMail, leaseNext, listSent, updateMail } from '../../src/leader/mail-store.ts'
import { openReportFiles } from '../../src/leader/report-files.ts'
import { NotHandedOverError, sendDue, sendNow } from '../../src/leader/send.ts'
import { openSmtp } from '../../src/leader/smtp.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { makeFolder, makeRuntime, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory } from '../reports/history.ts'
import { openMailbox } from './mailbox.ts'

const minute = 60_000
const from = 'Tilltrail <reports@shop.example>'
const all = { limit: 100, before: Number.MAX_SAFE_INTEGER }
/** The 1st of December, seven in the morning in Oslo. */
const due = Date.parse('2026-12-01T06:00:00Z')
const kari = { recipients: ['kari@shop.example'] }

describe('a mail that is due', () => {
  it('goes to each of its recipients, once, with all numbers in both of its forms', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await sell(runtime)
    await plan(runtime, { recipients: ['kari@shop.example', 'ola@shop.example'] })
    await run(runtime, due - 1)
    expect(letters).toEqual([])
    await run(runtime, due)
    await run(runtime, due + minute)
    await run(runtime, due + 5 * 86_400_000)
    expect(letters.map(({ to }) => to)).toEqual([['kari@shop.example'], ['ola@shop.example']])
    const [{ raw, from: sender } = { raw: '', from: '' }] = letters
    expect(sender).toBe('reports@shop.example')
    expect(headerOf(raw, 'Subject')).toContain('November 2026: 2 of 3 orders from social')
    expect(headerOf(raw, 'From')).toBe('Tilltrail <reports@shop.example>')
    expect(headerOf(raw, 'Content-Type')).toContain('multipart/alternative')
    for (const part of partsOf(raw)) {
      expect(part).toContain('In November 2026 social brought 2 of 3 orders; NOK 200 after returns.')
      expect(part).not.toMatch(/<img|<script|url\(/i)
    }
    expect(partsOf(raw)).toHaveLength(2)
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ state: 'sent' }, { state: 'sent' }])
  })

  it('is not sent again after a crash between the claim and the sending, and says so', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    const id = await plan(runtime, kari)
    await enqueue(runtime.database, { id, shopId: 'shop-1' }, { dueDay: parseDay('2026-12-01'), now: due, ...kari })
    runtime.clock.now = due
    const leased = await leaseNext(runtime.database, { now: due, forMs: minute })
    expect(leased).toMatchObject({ recipient: 'kari@shop.example' })
    expect(leased && (await claim(runtime.database, leased, due))).toBe(true)
    await run(runtime, due + minute)
    await run(runtime, due + 20 * minute)
    await run(runtime, due + 60 * minute)
    expect(letters).toEqual([])
    const [sent] = await listSent(runtime.database, 'shop-1', all)
    expect(sent).toMatchObject({ state: 'failed', detail: expect.stringContaining('may have arrived or not') })
  })

  it('waits where the server stops while it is written, and is sent by the next one', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, kari)
    let isStopped = false
    const { database } = runtime
    const batch: typeof database.batch = (statements) =>
      isStopped ? Promise.reject(new Error('The database connection is not open')) : database.batch(statements)
    const stopping = {
      ...runtime,
      database: { ...database, batch },
      writeMail: () => {
        isStopped = true
        return Promise.reject(new Error('the reading thread ended'))
      },
    }
    await expect(run(stopping, due)).rejects.toThrow('not open')
    expect(await listSent(database, 'shop-1', all)).toMatchObject([{ state: 'waiting', tries: 1 }])
    await run(runtime, due + 14 * minute)
    expect(letters).toHaveLength(0)
    await run(runtime, due + 15 * minute)
    expect(letters).toHaveLength(1)
    expect(await listSent(database, 'shop-1', all)).toMatchObject([{ state: 'sent', tries: 2 }])
  })

  it('is given up where the server has stopped at every try', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    const id = await plan(runtime, kari)
    await enqueue(runtime.database, { id, shopId: 'shop-1' }, { dueDay: parseDay('2026-12-01'), now: due, ...kari })
    for (let at = due, tries = 1; tries <= 6; tries++, at += minute)
      expect(await leaseNext(runtime.database, { now: at, forMs: minute })).toMatchObject({ tries })
    await run(runtime, due + 6 * minute)
    const detail = 'The server stopped each time while this was being written.'
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ state: 'failed', tries: 7, detail }])
    expect(letters).toEqual([])
  })

  it('is not sent by who held it too long', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, kari)
    const slow = {
      ...runtime,
      writeMail: async () => {
        await run(runtime, due + 16 * minute)
        return { name: 'late', subject: 'late', text: 'late', html: 'late' }
      },
    }
    await run(slow, due)
    expect(letters.map(({ raw }) => headerOf(raw, 'Subject'))).toEqual([expect.not.stringContaining('late')])
  })

  it('is claimed by one of two that run at once', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, kari)
    runtime.clock.now = due
    await Promise.all([sendDue(runtime), sendDue(runtime), sendDue(runtime)])
    expect(letters).toHaveLength(1)
  })

  it('is made up for once where nothing ran on its day, and the ones before are not', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, { ...kari, rhythm: 'weekly', day: 1 })
    await run(runtime, Date.parse('2026-12-17T12:00:00Z'))
    expect(letters).toHaveLength(1)
    await run(runtime, Date.parse('2026-12-18T12:00:00Z'))
    expect(letters).toHaveLength(1)
    await run(runtime, Date.parse('2026-12-21T12:00:00Z'))
    expect(letters).toHaveLength(2)
  })

  it('comes on the last day of shorter months, and once on days when clocks change', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, { ...kari, day: 31, hour: 2 })
    for (let at = Date.parse('2026-12-01T00:10:00Z'); at < Date.parse('2027-04-02'); at += 30 * minute)
      if (/-(?:2[789]|3[01]|01)T/.test(new Date(at).toISOString())) await run(runtime, at)
    expect(letters.map(({ raw }) => headerOf(raw, 'Subject').replace(/^.*, (\w+ \d+).*$/, '$1'))).toEqual([
      'November 2026',
      'December 2026',
      'January 2027',
      'February 2027',
    ])
  }, 60_000)

  it('is tried again where the server can’t be reached, with growing waits, and at last given up', async () => {
    const { url, letters, port } = await openMailbox()
    const runtime = await makeRuntime({
      sendMail: openSmtp({ url: `smtp://127.0.0.1:${await closedPort(port)}`, from }),
    })
    await plan(runtime, kari)
    await run(runtime, due)
    const [waiting] = await listSent(runtime.database, 'shop-1', all)
    expect(waiting).toMatchObject({ state: 'waiting', tries: 1, detail: expect.stringContaining('ECONNREFUSED') })
    await run(runtime, due + minute - 1)
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ tries: 1 }])
    await run({ ...runtime, sendMail: openSmtp({ url, from }) }, due + minute)
    expect(letters).toHaveLength(1)
    await plan(runtime, { recipients: ['ola@shop.example'], day: 2 })
    for (let at = due; at < due + 3 * 86_400_000; at += 30 * minute) await run(runtime, at)
    const [given] = await listSent(runtime.database, 'shop-1', all)
    expect(given).toMatchObject({ recipient: 'ola@shop.example', state: 'failed', tries: 6 })
  })

  it('is tried again where its numbers could not be read', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, kari)
    await run({ ...runtime, writeMail: () => Promise.reject(new Error('the reading thread ended')) }, due)
    const [waiting] = await listSent(runtime.database, 'shop-1', all)
    expect(waiting).toMatchObject({ state: 'waiting', tries: 1, detail: 'the reading thread ended' })
    await run(runtime, due + minute)
    expect(letters).toHaveLength(1)
  })

  it('is tried again where the recipient is refused for now, and not where for good', async () => {
    const answers = [451, 550]
    const { url, letters } = await openMailbox({
      onRcptTo: (_, __, done) => {
        const responseCode = answers.shift()
        done(responseCode === undefined ? null : Object.assign(new Error('not now'), { responseCode }))
      },
    })
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await plan(runtime, kari)
    await run(runtime, due)
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ state: 'waiting' }])
    await run(runtime, due + minute)
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ state: 'failed', tries: 2 }])
    expect(letters).toEqual([])
  })

  it('that was handed over and not answered for is never sent again', async () => {
    let tries = 0
    const runtime = await makeRuntime({
      sendMail: async () => {
        tries++
        throw new Error('the connection ended after DATA')
      },
    })
    await plan(runtime, kari)
    for (let at = due; at < due + 600 * minute; at += 10 * minute) await run(runtime, at)
    expect(tries).toBe(1)
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([
      { state: 'failed', detail: 'the connection ended after DATA' },
    ])
  })

  it('is a file where there is no SMTP server', async () => {
    const folder = makeFolder()
    const runtime = await makeRuntime({ keepReport: openReportFiles(folder) })
    await sell(runtime)
    await plan(runtime, { recipients: ['kari@shop.example', 'ola@shop.example'] })
    await run(runtime, due)
    await run(runtime, due + minute)
    const path = join(folder, 'reports', '2026-11.html')
    expect(await listSent(runtime.database, 'shop-1', all)).toMatchObject([{ state: 'kept', detail: path }])
    expect(readFileSync(path, 'utf8')).toContain('<h1>November 2026</h1>')
    expect(readFileSync(path.replace('.html', '.txt'), 'utf8')).toContain('2 of 3 orders')
  })

  it('of a month that isn’t over is a file of its own, by the day it goes up to', async () => {
    const folder = makeFolder()
    const runtime = await makeRuntime({ keepReport: openReportFiles(folder) })
    await sell(runtime)
    await plan(runtime, { recipients: [], rhythm: 'weekly' })
    for (const monday of ['2026-12-07', '2026-12-14']) await run(runtime, Date.parse(`${monday}T12:00:00Z`))
    expect(readdirSync(join(folder, 'reports')).filter((name) => name.endsWith('.html'))).toEqual([
      '2026-12-07.html',
      '2026-12-14.html',
    ])
  })

  it('stays in nobody’s line where nothing can be sent', async () => {
    const runtime = await makeRuntime()
    await plan(runtime, kari)
    await run(runtime, due)
    expect(await listSent(runtime.database, 'shop-1', all)).toEqual([])
  })

  it('of other days isn’t sent for what they would have been before', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    const id = await plan(runtime, kari)
    await run(runtime, due)
    const mail = await findMail(runtime.database, id)
    if (!mail) throw new Error('no mail')
    await updateMail(runtime.database, id, { ...mail, recipients: ['ola@shop.example'], hour: 9 }, mail.doneDay - 31)
    await run(runtime, due + 180 * minute)
    expect(letters).toHaveLength(1)
  })
})

describe('a mail’s headers', () => {
  it('take no lines from names', async () => {
    const { letters, url } = await openMailbox()
    const runtime = await makeRuntime({ sendMail: openSmtp({ url, from }) })
    await updateShop(runtime.database, 'shop-1', { name: 'Kaffe\r\nBcc: thief@evil.example\r\n\r\n<b>' })
    const id = await plan(runtime, kari)
    const mail = await findMail(runtime.database, id)
    if (!mail) throw new Error('no mail')
    expect(await sendNow(runtime, mail)).toMatchObject([{ state: 'sent' }])
    const [head = ''] = (letters[0]?.raw ?? '').split('\r\n\r\n')
    expect(head).not.toMatch(/^bcc:/im)
    expect(letters[0]?.to).toEqual(['kari@shop.example'])
    const shop = await findShop(runtime.database, 'shop-1')
    expect(shop?.name).toContain('Bcc')
  })
})

describe('a server that wants a password', () => {
  it('gets it, and where it refuses, says so without trying again', async () => {
    const { letters, port } = await openMailbox({
      authOptional: false,
      onAuth: ({ username, password }, _, done) =>
        username === 'kari' && password === 'p@ss:word'
          ? done(null, { user: 'kari' })
          : done(new Error('wrong password')),
    })
    const send = openSmtp({ url: `smtp://kari:p%40ss%3Aword@127.0.0.1:${port}`, from })
    const mail = { to: 'ola@shop.example', subject: 'Hello', text: 'text', html: '<p>text</p>' }
    await send(mail)
    expect(letters).toHaveLength(1)
    const wrong = openSmtp({ url: `smtp://kari:wrong@127.0.0.1:${port}`, from })
    await expect(wrong(mail)).rejects.toThrow('wrong password')
    await expect(wrong(mail)).rejects.not.toBeInstanceOf(NotHandedOverError)
  })
})

type Planned = { recipients: string[]; rhythm?: 'monthly' | 'weekly'; day?: number; hour?: number }

function plan({ database, now }: TestRuntime, planned: Planned): Promise<string> {
  const draft = { viewId: null, rhythm: 'monthly' as const, day: 1, hour: 7, ...planned }
  return createMail(database, { shopId: 'shop-1', doneDay: parseDay('2026-11-30'), now: now() }, draft)
}

async function run(runtime: TestRuntime, at: number): Promise<void> {
  runtime.clock.now = at
  while (await sendDue(runtime));
}

async function sell({ database }: TestRuntime): Promise<void> {
  const at = Date.parse('2026-11-10T10:00:00Z')
  const orders = [0, 1, 2].map((index) =>
    makeOrder({ at: at + index + 1, id: `order-${index}`, click: index < 2 ? 0 : null }),
  )
  await writeHistory(database, { ...onePost, clicks: [makeClick({ at })], conversions: orders })
}

/** A port that nobody listens on: that of a server which was closed. */
async function closedPort(other: number): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<number>()
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : other
    server.close(() => resolve(port))
  })
  return promise
}

function headerOf(raw: string, name: string): string {
  const [head = ''] = raw.split('\r\n\r\n')
  const line = new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(head)?.[1] ?? ''
  return decodeWords(line.replaceAll(/\r\n[ \t]+/g, ' '))
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, word: string) => fromQuoted(word.replaceAll('_', ' ')))
    .replaceAll(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))
}

function fromQuoted(text: string): string {
  return decodeURIComponent(
    text
      .replaceAll('=\r\n', '')
      .replaceAll('%', '%25')
      .replaceAll(/=([\dA-F]{2})/gi, '%$1'),
  )
}

/** The bodies of the alternatives, decoded. */
function partsOf(raw: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n')
      const text = body.join('\r\n\r\n')
      const decoded = /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : fromQuoted(text)
      return decoded.replaceAll('\u00a0', ' ')
    })
}
