import type { Context } from 'hono'
import * as z from 'zod'
import { refuseForeignOrigin } from '../access/guard.ts'
import { hashPassword, passwordFault } from '../access/password.ts'
import { isSameSecret } from '../access/secret.ts'
import { startSession } from '../access/session.ts'
import { createOwner, hasUsers, isSetupToken } from '../access/store.ts'
import { badField, notFound, Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { statement } from '../storage/database.ts'
import { shopDraft, showShop } from './shop.ts'
import { changeShop, findShop } from './store.ts'

export const setupDraft = z.strictObject({
  token: z.string('is missing: open the setup URL that was printed at the start'),
  name: z
    .string('is missing: what is your name?')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'must have 100 characters at most'),
  email: z.email('must be an e-mail address').max(254, 'must have 254 characters at most'),
  password: z.string('is missing').max(256, 'must have 256 characters at most'),
  shop: shopDraft,
})

/** Makes the owner's account and sets the first shop up, both or neither, and signs the owner in. Once: afterwards 409. */
export async function setUp(runtime: Runtime, c: Context, draft: z.output<typeof setupDraft>) {
  refuseForeignOrigin(runtime, c)
  const { database } = runtime
  if (await hasUsers(database)) throw alreadySetUp()
  if (!(await opensSetup(runtime, draft.token)))
    throw new Problem(
      403,
      'Forbidden',
      'This setup address is not valid any more. Start Tilltrail again: it prints a new one.',
      {
        errors: [{ pointer: '/token', detail: 'is not the token of the newest setup address.' }],
      },
    )
  const fault = passwordFault(draft.password, draft.email)
  if (fault) throw badField('/password', fault)
  const passwordHash = await hashPassword(draft.password, runtime.deriveKey)
  const owner = { email: draft.email, name: draft.name, passwordHash }
  const userId = await createOwner(database, owner, runtime.now(), (id) => changeShop(draft.shop, firstShopOf(id)))
  if (!userId) throw alreadySetUp()
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw notFound('shop')
  await startSession(runtime, c, userId)
  return { user: { name: draft.name, email: draft.email }, shop: showShop(shop) }
}

/** Whether a token opens the setup. The admin key does too: on Workers nobody sees a printed address. */
export async function opensSetup({ database, adminApiKey }: Runtime, token: string): Promise<boolean> {
  return (
    (await isSetupToken(database, token)) || (adminApiKey !== undefined && (await isSameSecret(token, adminApiKey)))
  )
}

/** Nobody's when the account was somebody quicker's. */
function firstShopOf(userId: string) {
  return statement('id = ? and exists (select 1 from users where id = ?)', 'shop-1', userId)
}

function alreadySetUp(): Problem {
  return new Problem(409, 'Conflict', 'This Tilltrail has been set up already: sign in.')
}
