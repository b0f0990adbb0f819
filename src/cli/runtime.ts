import { deriveKey } from '../access/scrypt.ts'
import { readConfig } from '../config.ts'
import { createFlow } from '../flow.ts'
import { createLog } from '../log.ts'
import { openErasureFiles } from '../storage/erasure-file.ts'
import { findPublicUrl } from '../operations/public-url-store.ts'
import type { Runtime } from '../runtime.ts'
import type { Database } from '../storage/database.ts'

/**
 * A runtime for what is told without a visitor: the parts that look at one are empty. Without PUBLIC_URL, addresses are
 * those of the server that was last started on this database.
 */
export async function createRuntime(database: Database): Promise<Runtime> {
  const config = readConfig(process.env)
  const parts = {
    database,
    publicUrl: config.publicUrl ?? (await findPublicUrl(database)) ?? `http://localhost:${config.port}`,
    clickParam: config.clickParam,
    adminApiKey: undefined,
    now: Date.now,
    addressOf: () => '',
    countryOf: () => '',
    saltOf: () => {
      throw new Error('the command line has no visitors to hash')
    },
    deriveKey,
    asset: async () => undefined,
    erasures: openErasureFiles(config.dataDir),
    log: createLog(config.logLevel, (line) => process.stderr.write(`${line}\n`)),
  } satisfies Omit<Runtime, 'emit'>
  return { ...parts, emit: createFlow(parts) }
}
