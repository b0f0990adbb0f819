import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

export type Letter = { readonly to: readonly string[]; readonly from: string; readonly raw: string }

/** A real SMTP server on a port of its own, and what was handed in there. */
export async function openMailbox(options: SMTPServerOptions = {}) {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData(stream, { envelope }, done) {
      const pieces: Uint8Array[] = []
      stream.on('data', (piece: Uint8Array) => pieces.push(piece))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        letters.push({ to, from, raw: Buffer.concat(pieces).toString('utf8') })
        done()
      })
    },
    ...options,
  })
  const listening = Promise.withResolvers<void>()
  const inner = server.listen(0, '127.0.0.1', () => listening.resolve())
  await listening.promise
  onTestFinished(() => {
    const closed = Promise.withResolvers<void>()
    server.close(() => closed.resolve())
    return closed.promise
  })
  const address = inner.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { letters, url: `smtp://127.0.0.1:${port}`, port }
}
