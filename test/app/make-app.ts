import { createApp } from '../../src/app.ts'
import { loadNeighbours } from '../../src/clicks/neighbours-store.ts'
import { createRecorder } from '../../src/clicks/recorder.ts'
import { createFlow } from '../../src/flow.ts'
import { makeRuntime, type TestRuntime } from '../make.ts'
import { type Init, origin } from './talk.ts'

/** The whole app over a SQLite file of its own, as node.ts puts it together. */
export async function makeApp(over: Partial<TestRuntime> = {}) {
  const runtime = await makeRuntime(over)
  runtime.follow = createFlow(runtime)
  const neighbours = await loadNeighbours(runtime.database, runtime.now())
  const app = createApp({
    runtime,
    recorder: createRecorder({ database: runtime.database, neighbours, log: runtime.log }),
  })
  return { runtime, app, fetch: async (path: string, init: Init = {}) => app.request(new URL(path, origin), init) }
}
