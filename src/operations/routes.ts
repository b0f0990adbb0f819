import { type Context, Hono } from 'hono'
import { findActor } from '../access/guard.ts'
import { countClicks } from '../clicks/store.ts'
import { isLoopback } from '../http/loopback.ts'
import type { Runtime } from '../runtime.ts'
import { beat, countQuarantined, readCounters } from './store.ts'

/** What whoever runs the server looks at: is it alive, can it write, what has it counted. */
export function operationRoutes(runtime: Runtime) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200))
    .get('/readyz', async (c) => {
      await beat(runtime.database, runtime.now())
      return c.json({ status: 'ready' }, 200)
    })
    .get('/metrics', async (c) => {
      if (!isLocalScrape(runtime, c)) await findActor(runtime, c, 'metrics:read')
      return c.text(await showMetrics(runtime), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    })
}

/** From this computer and not through a proxy. */
function isLocalScrape(runtime: Runtime, c: Context): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)
  const address = runtime.addressOf(c)
  return !isForwarded && isLoopback(address)
}

async function showMetrics({ database }: Runtime): Promise<string> {
  const counters = await readCounters(database)
  const ofName = (name: string) =>
    counters.filter((one) => one.name === name).map((one) => [one.label, one.value] as const)
  return [
    ...family(
      'tilltrail_clicks_total',
      'Clicks stored, by class.',
      'class',
      Object.entries(await countClicks(database)),
    ),
    ...family(
      'tilltrail_clicks_dropped_total',
      'Clicks that could not be stored, by reason.',
      'reason',
      ofName('clicks_dropped'),
    ),
    ...family('tilltrail_conversions_total', 'Pings, by outcome.', 'outcome', ofName('conversions')),
    '# HELP tilltrail_quarantine_rows Pings kept because they could not be counted.',
    '# TYPE tilltrail_quarantine_rows gauge',
    `tilltrail_quarantine_rows ${await countQuarantined(database)}`,
    '',
  ].join('\n')
}

function family(name: string, help: string, label: string, values: readonly (readonly [string, number])[]): string[] {
  const lines = values.map(([of, value]) => `${name}{${label}="${of.replaceAll(/["\\\n]/g, '_')}"} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...lines]
}
