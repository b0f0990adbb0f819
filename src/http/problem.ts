import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What is wrong with one field: a JSON pointer to it, and the remedy in plain words. */
export type FieldError = { readonly pointer: string; readonly detail: string }

/** An answer that isn't a success, as RFC 9457 has it. Thrown by handlers, answered by `answerError`. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: ContentfulStatusCode,
    title: string,
    detail: string,
    more: { readonly errors?: readonly FieldError[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.status = status
    this.title = title
    this.detail = detail
    this.errors = more.errors ?? []
    this.headers = more.headers ?? {}
  }
}

/** 400: fields that can't be taken, each with its remedy. */
export function badFields(errors: readonly FieldError[]): Problem {
  return new Problem(400, 'Bad request', errors.map((one) => `${one.pointer || 'body'}: ${one.detail}`).join(' '), {
    errors,
  })
}

/** 400 for one field, named by its pointer (`/destination`). */
export function badField(pointer: string, detail: string): Problem {
  return badFields([{ pointer, detail }])
}

/** 404: also what another shop's resource answers, so that nobody learns it exists. */
export function notFound(what: string): Problem {
  return new Problem(404, 'Not found', `There is no such ${what}.`)
}

/** 409: the value of a field is taken. */
export function conflict(pointer: string, detail: string): Problem {
  return new Problem(409, 'Conflict', detail, { errors: [{ pointer, detail }] })
}

/** Any error as problem+json; what nobody foresaw is a 500 that says nothing of the inside. */
export function answerError(error: unknown, c: Context, logError: (error: unknown) => void): Response {
  return answerProblem(toProblem(error, logError), c)
}

function answerProblem(problem: Problem, c: Context): Response {
  const { status, title, detail, errors, headers } = problem
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, errors })
  return c.body(body, status, { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
}

function toProblem(error: unknown, logError: (error: unknown) => void): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && error.status === 413)
    return new Problem(413, 'Too large', 'The body is larger than this address takes.')
  if (error instanceof HTTPException && error.status < 500)
    return new Problem(400, 'Bad request', 'The body is not valid JSON.', {
      errors: [{ pointer: '', detail: 'Send one JSON object with the content type application/json.' }],
    })
  logError(error)
  if (isStorageTrouble(error))
    return new Problem(503, 'Not available', 'It could not be stored just now. Try again.', {
      headers: { 'retry-after': '5' },
    })
  return new Problem(500, 'Internal error', 'Something went wrong on our side; it has been logged.')
}

/** SQLite's busy, full and I/O errors pass: the caller may try again. */
function isStorageTrouble(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN)/.test(code)
}
