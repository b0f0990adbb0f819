import type { LogLevel } from '../config.ts'
import type { MailAsked, MailContent } from '../runtime.ts'
import type { Outcome, Statement } from '../storage/database.ts'

/** What the reading thread is started with. */
export type ReaderSettings = {
  /** Of the database's file. */
  readonly path: string
  readonly publicUrl: string
  readonly clickParam: string
  readonly adminApiKey: string | undefined
  readonly logLevel: LogLevel
}

/** A request that the thread answers, told apart by `id`. Its body is read on demand, `more` by `more`. */
export type ToReader =
  | {
      readonly kind: 'request'
      readonly id: number
      readonly url: string
      readonly headers: readonly (readonly [string, string])[]
      /** The visitor's, as it is believed. */
      readonly address: string
    }
  | { readonly kind: 'more'; readonly id: number }
  /** A report that is to be sent. */
  | { readonly kind: 'write-mail'; readonly id: number; readonly asked: MailAsked }
  /** Nobody waits for the rest. */
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'written'; readonly id: number; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'not-written'; readonly id: number; readonly error: Broken }

export type FromReader =
  | {
      readonly kind: 'head'
      readonly id: number
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
    }
  | { readonly kind: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'mail'; readonly id: number; readonly content: MailContent | undefined }
  | { readonly kind: 'broke'; readonly id: number; readonly error: Broken }
  /** Only the other thread writes. */
  | { readonly kind: 'write'; readonly id: number; readonly statements: readonly Statement[] }

/** An error as it goes from thread to thread: a copy of an Error would lose SQLite's code. */
export type Broken = { readonly message: string; readonly code: string | undefined }

export function toBroken(error: unknown): Broken {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return { message: error instanceof Error ? error.message : String(error), code }
}

export function toError({ message, code }: Broken): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}
