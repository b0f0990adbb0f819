import type { Channel } from './channel.ts'
import { applyNaming, type Names, type NamingRules } from './naming.ts'
import { tidyBy } from './tidy.ts'

/** What names links across channels; '' and undefined are not given. */
export type NamedPost = {
  readonly campaign: string
  readonly title?: string | null | undefined
  readonly term?: string | undefined
  readonly kind?: string | null | undefined
  readonly channels: readonly NamedRow[]
}

export type NamedRow = {
  readonly channel: Channel
  readonly placement?: string | null | undefined
  readonly source?: string | undefined
  readonly medium?: string | undefined
  readonly content?: string | undefined
}

/**
 * The names of each row's link by the shop's rules, in the order of the rows. Where neither hand nor template gives a content
 * it is the post's title, with the placement behind it where the channel is there more than once. `date`: the local day of
 * publication as yyyymmdd.
 */
export function nameRows(rules: NamingRules, post: NamedPost, date: string): Names[] {
  return post.channels.map((row) => {
    const { channel, placement, source, medium, content } = row
    const context = { channel, date, campaign: post.campaign, post: post.title ?? '', kind: post.kind ?? '' }
    const given = { campaign: post.campaign, term: post.term, placement, source, medium, content }
    const names = applyNaming(rules, given, { ...context, placement: placement ?? '' })
    return { ...names, content: names.content || titleContent(rules, post, { channel, placement: names.placement }) }
  })
}

function titleContent(rules: NamingRules, { title, channels }: NamedPost, row: NamedRow): string {
  const isAlone = channels.filter(({ channel }) => channel === row.channel).length === 1
  return tidyBy(rules, [title ?? '', isAlone ? '' : (row.placement ?? '')].join(' '))
}
