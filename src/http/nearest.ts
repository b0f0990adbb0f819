/** The known word that a mistyped one most likely was; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, distance: editDistance(one.toLowerCase(), word.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, word.length / 2) ? best.one : undefined
}

/** Levenshtein's distance, a row at a time; 64 characters are compared. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: Math.min(b.length, 64) + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(a.slice(0, 64)).entries()) {
    const next = [i + 1]
    for (let j = 1; j < row.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (b[j - 1] === letter ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
