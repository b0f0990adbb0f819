import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { type ChangeGround, changeOn } from './change.ts'
import { type Link, linkPatch } from './link.ts'
import { mostTags, tagsField } from './post.ts'
import { archiving, editRow } from './store.ts'
import { changingTags, type TagEdit, withTags } from './tags.ts'

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

/** Does a link's part of the change, which lands whole. @throws Problem as `changeLink`, and 400 for more than 20 tags */
export async function editLink(ground: ChangeGround, link: Link, edit: LinkEdit): Promise<void> {
  const { tags: asked, archive, ...change } = edit
  const tags = { add: asked?.add ?? [], remove: asked?.remove ?? [] }
  refuseMoreTags(link, tags)
  const by = { at: ground.runtime.now(), who: ground.who }
  const edits = [changingTags(link.id, tags, by.at), ...(archive ? [archiving(link.id, by.at)] : [])]
  const more = { notes: edits.flatMap(({ notes }) => notes), updates: edits.flatMap(({ updates }) => updates) }
  if (Object.keys(change).length > 0) return changeOn(ground, link, change, more)
  // What stands in the link stays and isn't judged again: an end is never refused.
  await editRow(ground.runtime.database, link.id, more, by)
}

function refuseMoreTags({ tags }: Link, edit: TagEdit): void {
  const count = withTags(tags, edit).length
  if (edit.add.length > 0 && count > mostTags)
    throw badField('/change/tags/add', `It would have ${count} tags, and ${mostTags} is the most: remove some.`)
}
