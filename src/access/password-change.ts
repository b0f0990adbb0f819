import * as z from 'zod'
import { badField } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { refuseTooMany, type SignInLimit } from './attempts.ts'
import { hashPassword, isPassword, passwordFault } from './password.ts'
import type { Session } from './session.ts'
import { changePassword, findUserByEmail } from './store.ts'

const passwordField = z.string('is missing').max(256, 'must have 256 characters at most')
export const passwordChange = z.strictObject({ current: passwordField, password: passwordField })

/**
 * A new password for who is signed in; all other sessions end. Tries count as those of signing in do: a session left open
 * is no place to guess from. @throws Problem 400 by field, 429 too many tries
 */
export async function changeOwnPassword(
  { database, deriveKey, now }: Runtime,
  limit: SignInLimit,
  { session, address }: { readonly session: Session; readonly address: string },
  { current, password }: z.output<typeof passwordChange>,
): Promise<void> {
  const { email, idHash } = session
  refuseTooMany(limit.take({ address, email }, now()))
  const user = await findUserByEmail(database, email)
  if (!user || !(await isPassword(current, user.passwordHash, deriveKey)))
    throw badField('/current', 'is not your password.')
  limit.succeed({ address, email })
  const fault = passwordFault(password, email)
  if (fault) throw badField('/password', fault)
  const passwordHash = await hashPassword(password, deriveKey)
  if (!(await changePassword(database, user, { passwordHash, keptSession: idHash })))
    throw badField('/current', 'is not your password any more: it was changed just now.')
}
