/** A progress bar on standard error, where that is a terminal; one line of text elsewhere. Call with the share done, 0–1. */
export function showProgress(what: string): (share: number) => void {
  const isTerminal = process.stderr.isTTY
  let shown = -1
  return (share) => {
    const percent = Math.floor(share * 100)
    if (percent === shown) return
    if (isTerminal) process.stderr.write(`\r${what} ${bar(share)} ${percent} %${share >= 1 ? '\n' : ''}`)
    else if (shown < 0) process.stderr.write(`${what} …\n`)
    shown = percent
  }
}

const width = 24

function bar(share: number): string {
  const filled = Math.round(share * width)
  return `[${'='.repeat(filled)}${' '.repeat(width - filled)}]`
}
