import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createApiKey } from './access/api-key.ts'
import { type Scope, scopes } from './access/scope.ts'
import { ConfigError, readConfig } from './config.ts'
import { ensureFirstShop, findShop } from './shops/store.ts'
import { makeDataFolder } from './storage/data-folder.ts'
import { NewerDatabaseError, openMigrated } from './storage/migrate.ts'

/** Wrong use: exit 2, with what would be right. */
class UsageError extends Error {}

type Command = { readonly usage: string; readonly about: string; run(args: string[]): Promise<void> }

/** The command line. It may write beside a serving process: SQLite keeps them apart. */
const commands: Readonly<Record<string, Command>> = {
  'keys create': {
    usage: 'keys create --scope SCOPE [--scope SCOPE …] [--name NAME] [--shop ID] [--json]',
    about: `makes an API key and prints it, this once. Scopes: ${scopes.join(' ')}`,
    run: createKey,
  },
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const name = Object.keys(commands).find((words) => `${args.join(' ')} `.startsWith(`${words} `))
  const command = name === undefined ? undefined : commands[name]
  if (!name || !command) {
    const text = `Usage: npm run -s tilltrail -- COMMAND\n\n${Object.values(commands).map(describe).join('\n')}\n`
    if (args.length > 0 && !['help', '--help', '-h'].includes(args[0] ?? ''))
      throw new UsageError(`no such command: ${args.join(' ')}\n\n${text}`)
    process.stdout.write(text)
    return
  }
  await command.run(args.slice(name.split(' ').length))
}

function describe({ usage, about }: Command): string {
  return `  ${usage}\n      ${about}`
}

async function createKey(args: string[]): Promise<void> {
  const { values } = parseUsage(args)
  const asked = (values.scope ?? []).flatMap((list) => list.split(','))
  const unknown = asked.find((scope) => !scopes.some((known) => known === scope))
  if (asked.length === 0 || unknown !== undefined)
    throw new UsageError(
      `${unknown === undefined ? '--scope is missing' : `no such scope: ${unknown}`}. Scopes: ${scopes.join(' ')}`,
    )
  const granted: Scope[] = scopes.filter((scope) => asked.includes(scope))
  const { dataDir } = readConfig(process.env)
  makeDataFolder(dataDir)
  const database = await openMigrated(join(dataDir, 'tilltrail.sqlite'), Date.now())
  try {
    await ensureFirstShop(database, Date.now())
    if (values.shop !== undefined && !(await findShop(database, values.shop)))
      throw new UsageError(`no such shop: ${values.shop}`)
    const key = await createApiKey(database, {
      name: values.name ?? 'command line',
      scopes: granted,
      shopId: values.shop,
      now: Date.now(),
    })
    const told = values.json
      ? JSON.stringify({ id: key.id, key: key.secret, scopes: granted })
      : `${key.secret}\n\nKeep it now: it is shown this once. Scopes: ${granted.join(' ')}`
    process.stdout.write(`${told}\n`)
  } finally {
    database.close()
  }
}

function parseUsage(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        scope: { type: 'string', multiple: true },
        name: { type: 'string' },
        shop: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigError || error instanceof NewerDatabaseError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
