import { createApiKey } from '../access/api-key.ts'
import { type Scope, scopes } from '../access/scope.ts'
import { ensureFirstShop } from '../shops/store.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withNewDatabase } from './database.ts'

export const createKey = command({
  name: 'keys create',
  usage: '--scope SCOPE [--scope SCOPE …] [--name NAME] [--shop ID] [--json]',
  about: `Makes an API key and prints it, this once. Scopes: ${scopes.join(' ')}`,
  example: 'keys create --scope links:read,links:write --name "our shop system"',
  operands: [],
  options: {
    scope: { type: 'string', multiple: true },
    name: { type: 'string' },
    shop: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ scope, name, shop, json }) {
    const granted = readScopes(scope ?? [])
    await withNewDatabase(async (database) => {
      await ensureFirstShop(database, Date.now())
      const shopId = shop === undefined ? undefined : (await chooseShop(database, shop)).id
      const draft = { name: name ?? 'command line', scopes: granted, shopId, now: Date.now() }
      const { id, secret } = await createApiKey(database, draft)
      const text = `${secret}\n\nKeep it now: it is shown this once. Scopes: ${granted.join(' ')}`
      tell(json, { id, key: secret, scopes: granted }, text)
    })
  },
})

function readScopes(given: readonly string[]): Scope[] {
  const asked = given.flatMap((list) => list.split(','))
  const unknown = asked.find((scope) => !scopes.some((known) => known === scope))
  if (asked.length === 0) throw new UsageError(`--scope is missing. Scopes: ${scopes.join(' ')}`)
  if (unknown !== undefined) throw new UsageError(`no such scope: ${unknown}. Scopes: ${scopes.join(' ')}`)
  return scopes.filter((scope) => asked.includes(scope))
}
