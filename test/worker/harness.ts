import { join } from 'node:path'
import { createTestHarness } from 'wrangler'
import { adminKey } from '../make.ts'

/** The Worker on real workerd, with its D1 database migrated as `wrangler d1 migrations apply` would. `vars`: its settings. */
export async function startWorker(vars: Readonly<Record<string, string>> = {}) {
  const harness = createTestHarness({
    root: join(import.meta.dirname, '..', '..'),
    workers: [{ configPath: 'wrangler.toml', vars: { ADMIN_API_KEY: adminKey, ...vars } }],
  })
  await harness.listen()
  const worker = harness.getWorker<{ DB: D1Database }>()
  await worker.applyD1Migrations('DB')
  return { harness, worker, close: () => harness.close() }
}
