import { type Channel, mediumOfChannel, sourceOfChannel } from './channel.ts'
import { type NameStyle, plainStyle, tidyBy } from './tidy.ts'

/** The fields of a link that names stand in. */
export const nameFields = ['source', 'medium', 'campaign', 'content', 'term'] as const
export type NameField = (typeof nameFields)[number]

/** What a shop can ask for beside source, medium and campaign, which every link has. */
export const requirableFields = ['content', 'term', 'placement', 'title'] as const
export type RequirableField = (typeof requirableFields)[number]

/** What stands in a link of this channel unless something is given by hand; patterns hold placeholders. */
export type NameTemplate = {
  readonly source?: string | undefined
  readonly medium?: string | undefined
  readonly content?: string | undefined
  readonly term?: string | undefined
  readonly placement?: string | undefined
}
export const templateFields = ['source', 'medium', 'content', 'term', 'placement'] as const

/** How a shop writes the names in its links. */
export type NamingRules = NameStyle & {
  readonly required: readonly RequirableField[]
  /** Empty: any value will do. */
  readonly allowed: { readonly [field in NameField]: readonly string[] }
  readonly templates: { readonly [channel in Channel]?: NameTemplate | undefined }
}

/** A shop without rules of its own: names are made tidy, and nothing is asked for. */
export const defaultRules: NamingRules = {
  ...plainStyle,
  required: [],
  allowed: { source: [], medium: [], campaign: [], content: [], term: [] },
  templates: {},
}

/** What a template can speak of. `date`: the local day of publication as yyyymmdd; `kind`: what the post conveys. */
export type NameContext = {
  readonly channel: Channel
  readonly campaign: string
  readonly post: string
  readonly date: string
  readonly placement: string
  readonly kind: string
}
export const placeholders = ['channel', 'campaign', 'post', 'date', 'placement', 'kind'] as const

/** Names as somebody gave them; '' and undefined are not given. */
export type GivenNames = { readonly [field in NameField | 'placement']?: string | null | undefined }

export type Names = {
  readonly source: string
  readonly medium: string
  readonly campaign: string
  readonly content: string
  readonly term: string
  /** As it stands in the list of placements: never rewritten. */
  readonly placement: string
}

/**
 * The names a link gets: those given by hand in the shop's writing, the others from the channel's template, else from the
 * channel itself. '' for none. A name that has nothing the style can write (emoji alone) stays as it was given.
 */
export function applyNaming(rules: NamingRules, given: GivenNames, context: NameContext): Names {
  const template = rules.templates[context.channel] ?? {}
  const placement = given.placement?.trim() || (template.placement ?? '')
  const campaign = formatName(rules, given.campaign?.trim() || context.campaign)
  const told = { ...context, placement, campaign }
  const named = (field: 'source' | 'medium' | 'content' | 'term', usual: string) => {
    const style = styleOf(rules, field)
    const byHand = given[field]?.trim()
    if (byHand) return formatName(style, byHand)
    return fillTemplate(style, template[field] ?? '', told) || formatName(style, usual)
  }
  return {
    source: named('source', sourceOfChannel(context.channel)),
    medium: named('medium', mediumOfChannel(context.channel)),
    campaign,
    content: named('content', ''),
    term: named('term', ''),
    placement,
  }
}

/** Sources and mediums are words that Google Analytics knows: a shop's own limit doesn't cut them (`soci` is no medium). */
export function styleOf(rules: NameStyle, field: NameField): NameStyle {
  return field === 'source' || field === 'medium' ? { ...rules, maxLength: plainStyle.maxLength } : rules
}

/** One name in the shop's writing; formatting twice changes nothing. */
export function formatName(rules: NameStyle, text: string): string {
  return tidyBy(rules, text) || text.trim()
}

/** The rules with their lists in their own writing: a value that is written in another way would never be found there. */
export function withWrittenLists<Rules extends NamingRules>(rules: Rules) {
  const written = (field: NameField) => [
    ...new Set(rules.allowed[field].map((value) => formatName(styleOf(rules, field), value))),
  ]
  return {
    ...rules,
    allowed: {
      source: written('source'),
      medium: written('medium'),
      campaign: written('campaign'),
      content: written('content'),
      term: written('term'),
    },
  }
}

/** The placeholders in a pattern that nobody knows, without their braces. */
export function unknownPlaceholders(pattern: string): string[] {
  return [...pattern.matchAll(placeholder)].flatMap(([, name = '']) => (isPlaceholder(name) ? [] : [name]))
}

/**
 * A pattern filled in and formatted; '' when it has placeholders and none of them has something to say. What is too long is
 * taken off the post's title, so that the date behind it still tells posts apart.
 */
export function fillTemplate(rules: NameStyle, pattern: string, context: NameContext): string {
  const asked = [...pattern.matchAll(placeholder)].flatMap(([, name = '']) => (isPlaceholder(name) ? [name] : []))
  if (asked.length > 0 && asked.every((name) => tidyBy(rules, context[name]) === '')) return ''
  const wide = { ...rules, maxLength: Number.MAX_SAFE_INTEGER }
  const fill = (post: string) =>
    tidyBy(
      wide,
      pattern.replace(placeholder, (whole, name: string) =>
        isPlaceholder(name) ? (name === 'post' ? post : context[name]) : whole,
      ),
    )
  const post = tidyBy(wide, context.post)
  const tooMany = fill(post).length - rules.maxLength
  return tidyBy(rules, fill(tooMany > 0 ? post.slice(0, Math.max(0, post.length - tooMany)) : post))
}

const placeholder = /\{([^{}]*)\}/g

function isPlaceholder(name: string): name is (typeof placeholders)[number] {
  return placeholders.some((known) => known === name)
}
