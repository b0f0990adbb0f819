import { type Context, Hono } from 'hono'
import { findActor } from '../access/guard.ts'
import type { Recorder } from '../clicks/recorder.ts'
import { countClicks } from '../clicks/store.ts'
import { isLoopback } from '../http/loopback.ts'
import type { Runtime } from '../runtime.ts'
import type { RememberedAlarms } from './remembered-alarms.ts'
import { beat, countQuarantined, readCounters } from './store.ts'

/** What whoever runs the server looks at: is it alive, can it write, what has it counted. */
export function operationRoutes(runtime: Runtime, recorder: Pick<Recorder, 'owedDrops'>, alarms: RememberedAlarms) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200))
    .get('/readyz', async (c) => {
      await beat(runtime.database, runtime.now())
      return c.json({ status: 'ready' }, 200)
    })
    .get('/metrics', async (c) => {
      if (!isLocalScrape(runtime, c)) await findActor(runtime, c, 'metrics:read')
      return c.text(await showMetrics(runtime, recorder, await alarms.count()), 200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      })
    })
}

/** From this computer and not through a proxy. */
function isLocalScrape(runtime: Runtime, c: Context): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)
  const address = runtime.addressOf(c)
  return !isForwarded && isLoopback(address)
}

async function showMetrics(
  { database }: Runtime,
  recorder: Pick<Recorder, 'owedDrops'>,
  alarms: Values,
): Promise<string> {
  // Both at one moment: a drop that is owed no longer is in the counters.
  const [reading, owed] = [readCounters(database), recorder.owedDrops()]
  const counters = await reading
  const ofName = (name: string) =>
    counters.filter((one) => one.name === name).map((one) => [one.label, one.value] as const)
  const classes = Object.entries(await countClicks(database))
  const dropped = addUp([...ofName('clicks_dropped'), ...owed])
  return [
    ...family('tilltrail_clicks_total', 'Clicks stored, by class.', 'class', classes),
    ...family('tilltrail_clicks_dropped_total', 'Clicks that could not be stored, by reason.', 'reason', dropped),
    ...family('tilltrail_conversions_total', 'Pings, by outcome.', 'outcome', ofName('conversions')),
    '# HELP tilltrail_quarantine_rows Pings kept because they could not be counted.',
    '# TYPE tilltrail_quarantine_rows gauge',
    `tilltrail_quarantine_rows ${await countQuarantined(database)}`,
    ...family('tilltrail_alarms', 'Alarms that stand now, by code.', 'code', alarms),
    '',
  ].join('\n')
}

function addUp(counts: readonly (readonly [label: string, count: number])[]): (readonly [string, number])[] {
  const sums = new Map<string, number>()
  for (const [label, count] of counts) sums.set(label, (sums.get(label) ?? 0) + count)
  return [...sums]
}

type Values = readonly (readonly [string, number])[]

function family(name: string, help: string, label: string, values: Values): string[] {
  const lines = values.map(([of, value]) => `${name}{${label}="${of.replaceAll(/["\\\n]/g, '_')}"} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`, ...lines]
}
