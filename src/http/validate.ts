import type { Context } from 'hono'
import { validator } from 'hono-openapi'
import type * as z from 'zod'
import { nearest } from './nearest.ts'
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

/** Names the first faults and counts the rest: an answer stays short, however long the body. */
function refusal(issues: readonly Issue[], schema: z.ZodType): Problem {
  const faults = issues.flatMap(faultsOf)
  const errors = faults.slice(0, mostErrors).map((fault) => toFieldError(fault, schema))
  const more = faults.length - errors.length
  return badFields(more > 0 ? [...errors, { pointer: '', detail: `and ${more} more like these.` }] : errors)
}

const mostErrors = 20
const longestName = 64

type Fault = { readonly issue: Issue; readonly unknown?: string }

function faultsOf(issue: Issue): Fault[] {
  if (!('keys' in issue) || !Array.isArray(issue.keys)) return [{ issue }]
  return issue.keys.map((key) => ({ issue, unknown: String(key) }))
}

function toFieldError({ issue, unknown }: Fault, schema: z.ZodType): FieldError {
  const path = (issue.path ?? []).map((part) => shortened(String(typeof part === 'object' ? part.key : part)))
  if (unknown !== undefined) {
    const name = shortened(unknown)
    return { pointer: toPointer([...path, name]), detail: unknownField(name, knownFields(schema)) }
  }
  if (path.length === 0 && issue.code === 'invalid_type')
    return { pointer: '', detail: 'must be one JSON object, such as {"name": "Autumn"}.' }
  return { pointer: toPointer(path), detail: issue.message }
}

/** RFC 6901. */
function toPointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1).replace(/[\ud800-\udbff]$/, '')}…` : name
}

function knownFields(schema: z.ZodType): readonly string[] {
  return 'shape' in schema && typeof schema.shape === 'object' && schema.shape ? Object.keys(schema.shape) : []
}

function unknownField(field: string, known: readonly string[]): string {
  const near = nearest(field, known)
  if (near !== undefined) return `There is no field ${field} here. Did you mean ${near}?`
  return known.length === 0
    ? `There is no field ${field} here: leave it out.`
    : `There is no field ${field} here. Known fields: ${known.join(', ')}.`
}
