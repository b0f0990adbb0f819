/** An answer that isn't a success, as RFC 9457 has it, or no answer at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number
  /** The remedy for each field, by its path with dots: `/shop/hosts/0` is `shop.hosts.0`. */
  readonly fields: Readonly<Record<string, string>>
  readonly retryAfterSeconds: number | null

  constructor(
    status: number,
    detail: string,
    more: { readonly fields?: Readonly<Record<string, string>>; readonly retryAfterSeconds?: number | null } = {},
  ) {
    super(detail)
    this.status = status
    this.fields = more.fields ?? {}
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
  }
}

/** `fetch` that throws what isn't a success as ApiProblem. */
export async function fetchOrThrow(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await reach(input, init)
  if (response.ok) return response
  throw readProblem(response.status, await readJson(response), response.headers.get('retry-after'))
}

/** The problem that a status and a problem+json body tell of; anything else in the body is left unread. */
export function readProblem(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const isObject = typeof body === 'object' && body !== null
  const detail = isObject && 'detail' in body && typeof body.detail === 'string' ? body.detail : ''
  const errors = isObject && 'errors' in body && Array.isArray(body.errors) ? body.errors : []
  const seconds = Number(retryAfter ?? Number.NaN)
  return new ApiProblem(status, detail, {
    fields: Object.fromEntries(errors.flatMap(readFieldError)),
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
  })
}

/** The remedy for one field, itself or the first thing inside it (`hosts` for `/hosts/2`), as a sentence of its own. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  const path = Object.keys(error.fields).find((key) => key === field || key.startsWith(`${field}.`))
  const detail = path === undefined ? undefined : error.fields[path]
  return detail && detail.charAt(0).toUpperCase() + detail.slice(1)
}

/** Whether what went wrong is said at one of these fields, so that it needn't be said again above the form. */
export function isSaidAtField(error: unknown, fields: readonly string[]): boolean {
  return fields.some((field) => fieldError(error, field) !== undefined)
}

async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init)
  } catch {
    throw new ApiProblem(0, '')
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function readFieldError(error: unknown): [string, string][] {
  if (typeof error !== 'object' || error === null || !('pointer' in error) || !('detail' in error)) return []
  if (typeof error.pointer !== 'string' || typeof error.detail !== 'string') return []
  const path = error.pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  return [[path, error.detail]]
}
