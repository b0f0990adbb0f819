import { sha256 } from '../http/digest.ts'
import type { Database } from '../storage/database.ts'
import { findCustomerSalt } from './customer-store.ts'

/** What was told of a customer. An id that is an e-mail address is taken for one, whatever the case of its letters. */
export function namesOfCustomer({
  customerId,
  customerEmail,
}: {
  readonly customerId?: string | undefined
  readonly customerEmail?: string | undefined
}): { readonly id: string | undefined; readonly email: string | undefined } {
  const isEmail = customerId?.includes('@') ?? false
  return {
    id: isEmail ? undefined : customerId,
    email: (customerEmail ?? (isEmail ? customerId : undefined))?.toLowerCase(),
  }
}

/**
 * A shop's customer as 64 hexadecimal digits: the same customer gives the same, and nobody can try e-mail addresses
 * without the installation's salt. The id itself is never stored.
 */
export async function hashCustomer(database: Database, shopId: string, customerId: string): Promise<string> {
  return sha256(`${await findCustomerSalt(database)}\n${shopId}\n${customerId}`)
}
