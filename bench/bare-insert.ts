import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'

// What the same libraries can do at best: a body parsed and inserted as one row, on disk before the answer, nothing else.
const database = new Sqlite(join(process.env['DATA_DIR'] ?? '.', 'bare.sqlite'))
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec('create table orders (id text primary key, value text, currency text) strict')
const insert = database.prepare(
  "insert into orders (id, value, currency) values (?, ?, 'NOK') on conflict (id) do nothing",
)

const app = new Hono().post('/orders', async (c) => {
  const told: unknown = await c.req.json()
  const { orderId, value } = { orderId: '', value: '', ...(typeof told === 'object' ? told : {}) }
  insert.run(orderId, value)
  return c.json({ id: orderId }, 201)
})

const listener = getRequestListener(app.fetch)
const server = createServer((request, response) => void listener(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`)
})
