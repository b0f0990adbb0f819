declare module 'siphash' {
  /** SipHash-2-4: a keyed 64-bit hash, here as two halves. Strings are hashed as UTF-8. */
  export function hash(key: Uint32Array, message: Uint8Array | string): { readonly h: number; readonly l: number }
}
