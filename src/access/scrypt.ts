import { scrypt } from 'node:crypto'

/**
 * 32 bytes from a password: scrypt with N = 2^15, r = 8, p = 1 (32 MiB, about 60 ms), off the event loop on Node.
 * Handed to the app by the entries, since it is native on both sides (Workers: nodejs_compat).
 */
export function deriveKey(password: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    )
  })
}
