import { fromBase64Url, toBase64Url } from '../http/digest.ts'
import type { Runtime } from '../runtime.ts'
import { isSameSecret } from './secret.ts'

type DeriveKey = Runtime['deriveKey']

/** `scrypt1$salt$key`: the name stands for the cost parameters, so that they can be raised later. */
export async function hashPassword(password: string, deriveKey: DeriveKey): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return ['scrypt1', toBase64Url(salt), toBase64Url(await deriveKey(password, salt))].join('$')
}

/** Whether `password` made `hash`. Without a hash (no such account) it takes as long and says no. */
export async function isPassword(password: string, hash: string | undefined, deriveKey: DeriveKey): Promise<boolean> {
  const [scheme, salt = '', key = ''] = (hash ?? nobodysHash).split('$')
  const derived = toBase64Url(await deriveKey(password, fromBase64Url(salt)))
  return (await isSameSecret(derived, key)) && scheme === 'scrypt1' && hash !== undefined
}

const nobodysHash = `scrypt1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** What is wrong with a new password, or undefined. Length counts, not a mix of signs (ASVS 6.2.1, 6.2.4). */
export function passwordFault(password: string, email: string): string | undefined {
  if (password.length < 12) return 'Use 12 characters or more; a few words do well.'
  if (password.length > 256) return 'Use 256 characters at most.'
  const plain = password.toLowerCase()
  const isEasy =
    /^(.)\1+$/.test(plain) || plain === email.toLowerCase() || easyPasswords.some((easy) => plain.startsWith(easy))
  return isEasy ? 'This one is among the first that are tried. Use a few words of your own.' : undefined
}

const easyPasswords = [
  'password1234',
  'passwordpassword',
  '123456789012',
  '1234567890123',
  'qwertyuiop',
  'administrator',
  'letmeinletmein',
]
