import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Runtime } from '../runtime.ts'
import { createDropCounter, createVisitLimit } from './limit.ts'
import { takeBeacon } from './take.ts'

/** Where the snippet tells of visits, from any site and without a key. Always 204: it is nothing to a shop's page. */
export function visitRoutes(runtime: Runtime) {
  const isWithinLimit = createVisitLimit()
  const drop = createDropCounter(runtime)
  const refuseLarge = bodyLimit({
    maxSize: mostBytes,
    async onError(c) {
      await drop('too-large')
      return done(c)
    },
  })
  return new Hono()
    .use('/-/v', cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type'], maxAge: 86_400 }))
    .post('/-/v', refuseLarge, async (c) => {
      if (!isWithinLimit(runtime.addressOf(c), runtime.now())) await drop('rate-limited')
      else await take(runtime, c, drop)
      return done(c)
    })
}

/** A beacon has two hundred bytes, most of them the page's path. */
const mostBytes = 4 * 1024

async function take(runtime: Runtime, c: Context, drop: (why: string) => Promise<void>): Promise<void> {
  try {
    const body = await c.req.text()
    const header = (name: string) => c.req.header(name) ?? ''
    const taken = await takeBeacon(runtime, {
      body,
      userAgent: header('user-agent'),
      hasGpc: header('sec-gpc') === '1',
    })
    if (taken.kind === 'dropped') await drop(taken.why)
  } catch (error) {
    runtime.log.error('a visit could not be stored', { error: String(error) })
    await drop('failed')
  }
}

function done(c: Context): Response {
  return c.body(null, 204, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' })
}
