import { createApp } from '../../src/app.ts'
import { createRecorder } from '../../src/clicks/recorder.ts'
import { loadNeighbours } from '../../src/clicks/store.ts'
import { createFlow } from '../../src/flow.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { makeRuntime, type TestRuntime } from '../make.ts'
import { type Init, origin } from './talk.ts'

/** The whole app over a SQLite file of its own, as node.ts puts it together. */
export async function makeApp(over: Partial<TestRuntime> = {}) {
  const runtime = await makeRuntime(over)
  runtime.follow = createFlow(runtime)
  const neighbours = await loadNeighbours(runtime.database, Math.floor(runtime.now() / dayMs))
  const app = createApp({
    runtime,
    recorder: createRecorder({ database: runtime.database, neighbours, log: runtime.log }),
  })
  return { runtime, app, fetch: async (path: string, init: Init = {}) => app.request(new URL(path, origin), init) }
}
