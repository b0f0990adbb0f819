import type { FieldError } from '../../http/problem.ts'
import { gatherFaults } from '../../http/gather.ts'
import { parseBody } from '../../http/validate.ts'
import { type LinkDraft, linkDraft } from '../link.ts'

/**
 * What a row says, as a link's draft. With `errors` it is one for the checks that follow, so that they find what is wrong
 * beside: without the fields at fault. Undefined where there are too many to name.
 */
export function readDraft(fields: Readonly<Record<string, unknown>>): {
  readonly draft: LinkDraft | undefined
  readonly errors: readonly FieldError[]
} {
  const { check, errors } = gatherFaults()
  const draft = check(() => parseBody(linkDraft, fields))
  if (draft) return { draft, errors }
  const atFault = new Set(errors.map(({ pointer }) => pointer.split('/')[1] ?? ''))
  const sound = { ...fields, ...Object.fromEntries([...atFault].map((name) => [name, standIns[name]])) }
  return { draft: linkDraft.safeParse(sound).data, errors }
}

/** For fields that the checks would miss. */
const standIns: Readonly<Record<string, string>> = {
  destination: 'https://stand-in.invalid/',
  channel: 'other',
  source: 'other',
  campaign: 'stand-in',
}
