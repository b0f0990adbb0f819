/**
 * Wraps a reader so that each distinct text is read once. Keeps at most `limit` answers, the oldest go first. Texts of
 * more than `longest` characters are read afresh: to remember them would cost more than it saves.
 */
export function rememberByText<T>(
  read: (text: string) => T,
  { longest, limit = 5_000 }: { readonly longest: number; readonly limit?: number },
): (text: string) => T {
  const remembered = new Map<string, T>()
  return (text) => {
    const known = remembered.get(text)
    if (known !== undefined) return known
    const fresh = read(text)
    if (text.length > longest) return fresh
    if (remembered.size >= limit) forgetOldest(remembered)
    remembered.set(text, fresh)
    return fresh
  }
}

function forgetOldest(remembered: Map<string, unknown>): void {
  for (const oldest of remembered.keys()) {
    remembered.delete(oldest)
    return
  }
}
