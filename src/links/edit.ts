import * as z from 'zod'
import { badField } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { changeLink } from './change.ts'
import { type Link, linkPatch } from './link.ts'
import { tagsField } from './post.ts'
import { archiveLink, foundLink } from './store.ts'

/** One change for many links. What it doesn't name stays as each link has it. */
export const linkEdit = z.strictObject({
  ids: z
    .array(z.string('must be a link’s id'), 'is missing: give the ids of 1 to 100 links')
    .min(1, 'must have one id at least')
    .max(100, 'must have 100 ids at most'),
  change: z
    .strictObject({
      ...linkPatch.pick({ campaign: true, expiresAt: true, maxClicks: true, fallbackUrl: true, placement: true }).shape,
      tags: z.strictObject({ add: tagsField.optional(), remove: tagsField.optional() }).optional(),
      archive: z.literal(true, 'must be true, or left out: what has ended stays so').optional(),
    })
    .refine((change) => Object.keys(change).length > 0, 'must name what to change, such as {"archive": true}'),
})
export type LinkEdit = z.output<typeof linkEdit>['change']

/** The link as it is after its part of the change. @throws Problem as `changeLink`, and 400 for more than 20 tags */
export async function editLink(runtime: Runtime, link: Link, edit: LinkEdit, who: string): Promise<Link> {
  const { tags, archive, ...change } = edit
  const told = { ...change, ...(tags === undefined ? {} : { tags: editTags(link.tags, tags) }) }
  const changed = Object.keys(told).length === 0 ? link : await changeLink(runtime, link, told, who)
  if (!archive) return changed
  await archiveLink(runtime.database, link.id, { at: runtime.now(), who })
  return foundLink(runtime.database, link.id)
}

function editTags(tags: readonly string[], { add = [], remove = [] }: NonNullable<LinkEdit['tags']>): string[] {
  const edited = [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])]
  if (edited.length > mostTags)
    throw badField('/change/tags/add', `It would have ${edited.length} tags, and ${mostTags} is the most: remove some.`)
  return edited
}

const mostTags = 20
