import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import type * as z from 'zod'
import { badFields, type FieldError, Problem } from './problem.ts'

/** The JSON body by `schema`, typed for the handler and described in /openapi.json. Anything else is a 400 naming the field. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return validator('json', schema, (result, c) => {
    refuseOtherTypes(c)
    if (!result.success) throw refusal(result.error, schema)
  })
}

/** The query string by `schema`; as `jsonBody`. */
export function query<Schema extends z.ZodType>(schema: Schema) {
  return validator('query', schema, (result) => {
    if (!result.success) throw refusal(result.error, schema)
  })
}

/** `value` by `schema` outside a route's declaration (a webhook, a line of a file). @throws Problem 400 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw refusal(result.error.issues, schema)
}

/** A body of another type is read as an empty one by the validator: better said than silently taken. */
function refuseOtherTypes(c: Context): void {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim() ?? ''
  if (/^application\/(?:[\w.-]+\+)?json$/i.test(type)) return
  throw new Problem(
    415,
    'Unsupported media type',
    'Send the body as JSON, with the header Content-Type: application/json.',
  )
}

type Issue = {
  readonly code?: string
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

function refusal(issues: readonly Issue[], schema: z.ZodType): Problem {
  return badFields(issues.flatMap((issue) => fieldErrors(issue, schema)))
}

function fieldErrors(issue: Issue, schema: z.ZodType): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  if (path.length === 0 && issue.code === 'invalid_type')
    return [{ pointer, detail: 'must be one JSON object, such as {"name": "Autumn"}.' }]
  if (!('keys' in issue) || !Array.isArray(issue.keys)) return [{ pointer, detail: issue.message }]
  const known = knownFields(schema)
  return issue.keys.map((key) => ({ pointer: `${pointer}/${String(key)}`, detail: unknownField(String(key), known) }))
}

function knownFields(schema: z.ZodType): readonly string[] {
  return 'shape' in schema && typeof schema.shape === 'object' && schema.shape ? Object.keys(schema.shape) : []
}

function unknownField(field: string, known: readonly string[]): string {
  const nearest = known
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), field.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  if (!nearest) return `There is no field ${field} here: leave it out.`
  return nearest.distance <= Math.max(2, field.length / 2)
    ? `There is no field ${field} here. Did you mean ${nearest.name}?`
    : `There is no field ${field} here. Known fields: ${known.join(', ')}.`
}

/** Levenshtein's distance, a row at a time. Field names are short: 64 characters are compared. */
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
