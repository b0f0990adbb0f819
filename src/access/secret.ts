/** Secrets and their traces: made at random, stored only as SHA-256, compared in constant time. */

/** 256 random bits as 43 characters of base64url. */
export function makeSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** SHA-256 of a text, 64 hexadecimal digits: what the database keeps of a key or session id. */
export async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether two texts are equal; takes as long for a near miss as for a far one. */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  const [hashA, hashB] = await Promise.all([sha256(a), sha256(b)])
  let difference = 0
  for (let index = 0; index < hashA.length; index++) difference |= hashA.charCodeAt(index) ^ hashB.charCodeAt(index)
  return difference === 0
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** @throws DOMException when the text isn't base64url */
export function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}
