import type { Context } from 'hono'
import { badField, Problem } from './problem.ts'

/**
 * The file that a request brings: its body, or the field `file` of a form where that is taken.
 * @throws Problem 415 for what is no file, 400 for a form without one
 */
export async function readFile(
  c: Context,
  { name, isFormTaken = false }: { readonly name: string; readonly isFormTaken?: boolean },
): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? ''
  const isForm = /^multipart\//i.test(type)
  if (/^application\/(?:json|x-www-form-urlencoded)/i.test(type) || (isForm && !isFormTaken))
    throw new Problem(
      415,
      'Unsupported media type',
      `Send the file itself as the body, with the header Content-Type: text/csv (curl: --data-binary @${name})${isFormTaken ? ', or as the field file of a form' : ''}.`,
    )
  if (!isForm) return new Uint8Array(await c.req.arrayBuffer())
  const file = (await c.req.parseBody())['file']
  if (!(file instanceof File)) throw badField('/file', `is missing: send ${name} as the field file.`)
  return new Uint8Array(await file.arrayBuffer())
}
