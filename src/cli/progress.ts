/** A progress bar on standard error, where that is a terminal. Call with the share done, 0–1. */
export function showProgress(
  what: string,
  { quietMs = 0 }: { readonly quietMs?: number } = {},
): (share: number) => void {
  const startedAt = Date.now()
  let shown = -1
  return (share) => {
    const percent = Math.floor(share * 100)
    if (percent === shown || Date.now() - startedAt < quietMs) return
    if (process.stderr.isTTY) process.stderr.write(`\r${what} ${bar(share)} ${percent}%${share >= 1 ? '\n' : ''}`)
    else if (quietMs === 0 && shown < 0) process.stderr.write(`${what} …\n`)
    shown = percent
  }
}

/** The same for what takes over a second, and without a word where it doesn't. */
export function showSlowProgress(what: string): (share: number) => void {
  return showProgress(what, { quietMs: 1_000 })
}

const width = 24

function bar(share: number): string {
  const filled = Math.round(share * width)
  return `[${'='.repeat(filled)}${' '.repeat(width - filled)}]`
}
