import { createTransport } from 'nodemailer'
import { isLoopback } from '../http/loopback.ts'
import type { Runtime } from '../runtime.ts'
import { NotHandedOverError } from './send.ts'

type Settings = {
  /** smtp://user:password@host:587 or smtps://…; checked by config.ts. */
  readonly url: string
  /** An address, with a name before it perhaps: `Tilltrail <reports@shop.example>`. */
  readonly from: string
}

/**
 * Sends by SMTP, one recipient a message. A password goes out encrypted only, but to this computer itself. Node only.
 * Throws NotHandedOverError where the server couldn't be reached, or refused for now before anything was handed over.
 */
export function openSmtp({ url, from }: Settings): NonNullable<Runtime['sendMail']> {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const hasLogin = username !== ''
  const transport = createTransport({
    ...{ host, secure, port: port === '' ? (secure ? 465 : 587) : Number(port) },
    ...(hasLogin ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    requireTLS: hasLogin && !secure && !isLoopback(host),
    ...{ connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 },
    // What is in a mail is ours: nothing of it names a file or an address to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  return async ({ to, subject, text, html }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        ...{ subject, text, html },
        headers: { 'auto-submitted': 'auto-generated' },
      })
    } catch (error) {
      throw wasHandedOver(error) ? error : new NotHandedOverError(messageOf(error))
    }
  }
}

/** Before DATA nothing is: no connection, or a refusal for now (4xx) of sender or recipient. */
function wasHandedOver(error: unknown): boolean {
  const { command, responseCode } = toRecord(error)
  if (command === 'CONN') return false
  const isForNow = typeof responseCode === 'number' && responseCode >= 400 && responseCode < 500
  return !(isForNow && (command === 'RCPT TO' || command === 'MAIL FROM'))
}

function toRecord(error: unknown): { readonly command?: unknown; readonly responseCode?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
