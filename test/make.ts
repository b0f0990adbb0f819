import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { deriveKey } from '../src/access/scrypt.ts'
import type { Happening, Runtime } from '../src/runtime.ts'
import { ensureFirstShop } from '../src/shops/store.ts'
import { openMigrated } from '../src/storage/migrate.ts'
import type { SqliteDatabase } from '../src/storage/sqlite.ts'

export const adminKey = 'test-key-0123456789-abcdefghij'
/** 2026-11-22 12:00 in Oslo, a Sunday. */
export const noon = Date.parse('2026-11-22T11:00:00Z')

export type TestRuntime = Runtime & {
  readonly database: SqliteDatabase
  /** The test's clock, UTC milliseconds. */
  clock: { now: number }
  readonly happenings: Happening[]
  readonly logged: string[]
  /** What follows a happening; set it to the real flow where a test wants it. */
  follow: (happening: Happening) => Promise<void>
}

/** A runtime over a real, migrated SQLite file in a folder of its own, with shop-1 (NOK, Europe/Oslo) in it. */
export async function makeRuntime(over: Partial<TestRuntime> = {}): Promise<TestRuntime> {
  const folder = makeFolder()
  const database = await openMigrated(join(folder, 'tilltrail.sqlite'), noon)
  onTestFinished(() => database.close())
  await ensureFirstShop(database, noon)
  const clock = { now: noon }
  const happenings: Happening[] = []
  const logged: string[] = []
  const runtime: TestRuntime = {
    database,
    publicUrl: 'http://localhost:8787',
    clickParam: 'till',
    adminApiKey: adminKey,
    now: () => clock.now,
    addressOf: (c) => c.req.header('x-forwarded-for') ?? '198.18.0.1',
    countryOf: (c) => c.req.header('x-test-country') ?? '',
    saltOf: (shop, day) => Uint32Array.from([shop, day, 3, 4]),
    deriveKey,
    asset: async () => undefined,
    async emit(happening) {
      happenings.push(happening)
      await runtime.follow(happening)
    },
    follow: async () => {},
    log: {
      info: (message) => void logged.push(message),
      warn: (message) => void logged.push(message),
      error: (message, fields) => void logged.push(`${message} ${JSON.stringify(fields ?? {})}`),
    },
    clock,
    happenings,
    logged,
    ...over,
  }
  return runtime
}

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
