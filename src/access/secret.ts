import { sha256, toBase64Url } from '../http/digest.ts'

/** Secrets: made at random, stored only as their SHA-256, compared in constant time. */

/** 256 random bits as 43 characters of base64url. */
export function makeSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** Whether two texts are equal; takes as long for a near miss as for a far one. */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  const [hashA, hashB] = await Promise.all([sha256(a), sha256(b)])
  let difference = 0
  for (let index = 0; index < hashA.length; index++) difference |= hashA.charCodeAt(index) ^ hashB.charCodeAt(index)
  return difference === 0
}
