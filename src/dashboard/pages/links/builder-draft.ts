import { nameRows } from '../../../links/across-names.ts'
import type { Channel } from '../../../links/channel.ts'
import type { Names, NamingRules } from '../../../links/naming.ts'
import { plainStyle, tidy, tidyBy } from '../../../links/tidy.ts'
import { fromWallTime, toWallTime } from '../../../shops/calendar.ts'
import type { AcrossBody } from '../../queries/across.ts'
import type { PostKind } from '../../queries/posts.ts'

/** Where the link can stand in a post; others may be typed. */
export const placements = ['feed', 'story', 'bio', 'comment', 'message', 'print'] as const

/** One channel of the post, '' for nothing. `id` tells rows apart while they are on the screen. */
export type Row = {
  readonly id: string
  readonly channel: Channel
  readonly placement: string
  readonly slug: string
  readonly source: string
  readonly medium: string
  readonly content: string
  /** Undefined: the caption that all channels share. */
  readonly caption: string | undefined
}

/** What all channels share, as typed. */
export type Fields = {
  readonly destination: string
  readonly title: string
  readonly term: string
  readonly kind: PostKind | ''
  readonly customerMade: boolean
  /** In the shop's time, as a field for date and time has it: `2026-11-22T08:30`. */
  readonly publishedAt: string
  readonly caption: string
  readonly imageUrl: string
}
export const emptyFields: Fields = {
  ...{ destination: '', title: '', term: '', kind: '', customerMade: false },
  ...{ publishedAt: '', caption: '', imageUrl: '' },
}

export type Draft = Fields & {
  readonly campaign: string
  /** '' for the default one. */
  readonly domain: string
  readonly rows: readonly Row[]
}
type ShopOfDraft = { readonly id: string; readonly timeZone: string }

export function newRow(channel: Channel, placement = ''): Row {
  const id = crypto.randomUUID()
  return { id, channel, placement, slug: '', source: '', medium: '', content: '', caption: undefined }
}

export function toBody(draft: Draft, shop: ShopOfDraft): AcrossBody {
  const { kind, customerMade, imageUrl, caption, title, term, domain } = draft
  return {
    shopId: shop.id,
    destination: draft.destination.trim(),
    campaign: draft.campaign.trim(),
    channels: draft.rows.map(toBodyRow),
    ...(domain === '' ? {} : { domain }),
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(term.trim() === '' ? {} : { term: term.trim() }),
    ...(kind === '' ? {} : { kind }),
    ...(customerMade ? { customerMade } : {}),
    ...(caption.trim() === '' ? {} : { caption }),
    ...(imageUrl.trim() === '' ? {} : { imageUrl: imageUrl.trim() }),
    ...(draft.publishedAt === '' ? {} : { publishedAt: toInstant(draft.publishedAt, shop.timeZone) }),
  }
}

/** The names each row's link gets, by the code that the server runs. `today`: yyyy-mm-dd. */
export function namesOf(draft: Draft, rules: NamingRules, today: string): Names[] {
  const day = (draft.publishedAt || today).slice(0, 10).replaceAll('-', '')
  return nameRows(rules, { ...draft, channels: draft.rows }, day)
}

/** A short address that can be read aloud, from the post's title; '' when the title gives none. */
export function readableSlug({ title, rows }: Draft, row: Row): string {
  const name = tidyBy({ ...plainStyle, letters: 'ascii', maxLength: 40 }, title)
  if (name === '' || rows.length === 1) return name
  const isAlone = rows.filter(({ channel }) => channel === row.channel).length === 1
  return [name, row.channel, isAlone ? '' : tidy(row.placement)].filter(Boolean).join('-')
}

/** What a field for date and time takes: years beyond these are slips, and so are those on the way to being typed. */
export const times = { min: '1970-01-02T00:00', max: '9999-12-31T23:59' } as const

/** The time of a date field in the shop's zone ↔ ISO 8601. A slip stays as it is: the server says at the field what it takes. */
export function toInstant(wall: string, timeZone: string): string {
  if (wall.length !== times.max.length || wall < times.min) return wall
  return new Date(fromWallTime(Date.parse(`${wall}Z`), timeZone)).toISOString()
}

export function toDateField(iso: string | null, timeZone: string): string {
  return iso === null ? '' : new Date(toWallTime(Date.parse(iso), timeZone)).toISOString().slice(0, 16)
}

function toBodyRow({ channel, placement, slug, source, medium, content, caption }: Row) {
  const given = Object.entries({ placement, slug, source, medium, content }).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()]],
  )
  return { channel, ...Object.fromEntries(given), ...(caption === undefined ? {} : { caption }) }
}
