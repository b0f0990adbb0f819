/**
 * Text lines from pages of rows, made as they are read: memory stays flat however long the export. An empty page stands
 * for rows that were passed over.
 */
export function lineStream<Row>(
  pages: AsyncGenerator<readonly Row[]>,
  toLine: (row: Row) => string,
  head?: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let turnAt = performance.now()
  return new ReadableStream({
    start(controller) {
      if (head !== undefined) controller.enqueue(encoder.encode(`${head}\r\n`))
    },
    async pull(controller) {
      let page: readonly Row[] = []
      while (page.length === 0) {
        // A fast reader would have all of it in one breath: others get their turn in between.
        if (performance.now() - turnAt > mostHeldMs) {
          await nextTurn()
          turnAt = performance.now()
        }
        const { value, done } = await pages.next()
        if (done) return controller.close()
        page = value
      }
      const end = head === undefined ? '\n' : '\r\n'
      controller.enqueue(encoder.encode(page.map((row) => toLine(row) + end).join('')))
    },
    async cancel() {
      await pages.return(undefined)
    },
  })
}

const mostHeldMs = 2

/** Resolves in another turn of the event loop, at once where nobody waits: a timer would idle for a millisecond each time. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener(
      'message',
      () => {
        port1.close()
        resolve()
      },
      { once: true },
    )
    port1.start()
    port2.postMessage(null)
  })
}

/** One row of CSV (RFC 4180), every field quoted; texts that a spreadsheet would run as a formula get a ' in front. */
export function csvRow(values: readonly (string | number | boolean | null)[]): string {
  return values.map(csvField).join(',')
}

function csvField(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const text = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value
  return `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`
}
