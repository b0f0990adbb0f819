import { sha256 } from '../../http/digest.ts'
import { badFields, type FieldError, type Problem } from '../../http/problem.ts'
import { parseBody } from '../../http/validate.ts'
import { type Channel, channelIds, channelOfSource } from '../channel.ts'
import { type LinkDraft, linkDraft } from '../link.ts'
import { readUtm, utmNames } from '../utm.ts'
import { cutUrl, keyOf } from '../url-text.ts'
import { type Cells, type Columns, importFields } from './columns.ts'
import type { CsvRow } from './csv.ts'
import { foreignDefaults, type Layout } from './layouts.ts'
import { readShortUrls, type ShortUrls } from './short-url.ts'
import { parseTime } from './time.ts'

/** What all rows of a file are read by. */
export type Reading = {
  readonly layout: Layout
  readonly header: readonly string[]
  readonly columns: Columns
  readonly defaults: { readonly channel?: Channel | undefined; readonly campaign?: string | undefined }
  /** Foreign short links keep their host, instead of moving to the domain of PUBLIC_URL. */
  readonly keepDomain: boolean
  readonly timeZone: string
  /** UTC milliseconds. */
  readonly now: number
}

export type ReadRow = {
  /** The row's own id: its short link, else the hash of what it says. */
  readonly key: string
  readonly draft: LinkDraft
  readonly createdAt: number
  readonly notes: readonly string[]
}

/** A row as a link's draft. @throws Problem 400 by field */
export async function readRow(reading: Reading, row: CsvRow): Promise<ReadRow> {
  refuseMoreCells(reading, row)
  const cells = cellsOf(reading, row)
  const shortUrls = readShortUrls(cells)
  const notes: string[] = []
  const createdAt = readCreatedAt(reading, cells, notes)
  const slug = cells.slug ?? shortUrls.slug
  const expiresAt = readExpiry(reading, cells)
  const draft = parseBody(linkDraft, {
    ...readDestination(reading, cells),
    ...given('slug', slug),
    ...given('domain', domainOf(reading, cells, shortUrls)),
    ...given('title', cells.title && shorten(reading, 'title', cells.title, { most: 200, notes })),
    ...given('tags', cells.tags && readTags(reading, cells.tags, notes)),
    ...given('placement', cells.placement),
    ...given('fallbackUrl', cells.fallbackUrl),
    ...given('maxClicks', cells.maxClicks && Number(cells.maxClicks)),
    ...given('expiresAt', expiresAt === undefined ? undefined : new Date(expiresAt).toISOString()),
  })
  if (shortUrls.others.length > 0)
    notes.push(`Other short links of the row are left out: ${shortUrls.others.join(', ')}.`)
  return { key: await keyOfRow(reading, cells, shortUrls), draft, createdAt, notes }
}

function cellsOf({ columns }: Reading, { cells }: CsvRow): Cells {
  const filled = [...columns].flatMap(([field, at]) => {
    const text = (cells[at] ?? '').trim()
    return text === '' ? [] : [[field, text] as const]
  })
  return Object.fromEntries(filled)
}

function refuseMoreCells({ header }: Reading, { cells }: CsvRow): void {
  if (cells.slice(header.length).every((cell) => cell.trim() === '')) return
  throw badFields([
    {
      pointer: '',
      detail: `The row has ${cells.length} cells and the header ${header.length}: put a text with a comma, semicolon or line break in it between quotes.`,
    },
  ])
}

/** UTMs that the destination carries become the link's, where no column says another. */
function readDestination({ layout, defaults }: Reading, cells: Cells) {
  const { destination = '', source: ownSource, medium, campaign, content, term } = cells
  const inUrl = readUtm(destination)
  const source = ownSource ?? inUrl.source
  const channel = cells.channel === undefined ? undefined : readChannel(cells.channel)
  const foreign = layout.isForeign ? foreignDefaults : undefined
  const fallback = source === undefined ? (defaults.channel ?? foreign?.channel) : undefined
  return {
    ...(destination === '' ? {} : { destination: withoutUtm(destination) }),
    ...given('channel', channel ?? fallback),
    ...given('source', source),
    ...given('medium', medium ?? inUrl.medium),
    ...given('campaign', campaign ?? inUrl.campaign ?? defaults.campaign ?? foreign?.campaign),
    ...given('content', content ?? inUrl.content),
    ...given('term', term ?? inUrl.term),
  }
}

/** `Facebook` and `fb` are understood too. */
function readChannel(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  if (channelIds.some((id) => id === plain)) return plain
  const meant = channelOfSource(text)
  return meant === 'other' ? text : meant
}

/** The destination without its UTMs, all else byte for byte. */
function withoutUtm(url: string): string {
  const { base, query, fragment } = cutUrl(url)
  if (query === undefined) return url
  const pairs = query.split('&')
  const kept = pairs.filter((pair) => !utmKeys.has(keyOf(pair)))
  if (kept.length === pairs.length) return url
  return `${base}${kept.length === 0 ? '' : `?${kept.join('&')}`}${fragment}`
}

const utmKeys: ReadonlySet<string> = new Set(utmNames.map((name) => `utm_${name}`))

/** A domain that the shop wrote itself is meant; one of somebody else's short links only where the caller says so. */
function domainOf({ layout, keepDomain }: Reading, cells: Cells, shortUrls: ShortUrls): string | undefined {
  const own = cells.domain?.toLowerCase()
  if (!layout.isForeign && own !== undefined) return own
  return keepDomain ? (own ?? shortUrls.host) : undefined
}

function readTags(reading: Reading, text: string, notes: string[]): string[] {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1).replaceAll(/["']/g, '') : text
  const tags = [...new Set(bare.split(/[,;|]/).map((tag) => tag.trim()))].filter((tag) => tag !== '')
  if (!reading.layout.isForeign) return tags
  if (tags.length > mostTags) notes.push(`Of ${tags.length} tags the first ${mostTags} are taken.`)
  return tags.slice(0, mostTags).map((tag) => shorten(reading, 'tag', tag, { most: 50, notes }))
}

const mostTags = 20

/** What a shop wrote is refused with the remedy; what another service exported is taken as far as it goes. */
function shorten(
  { layout }: Reading,
  what: string,
  text: string,
  { most, notes }: { readonly most: number; readonly notes: string[] },
): string {
  if (!layout.isForeign || text.length <= most) return text
  notes.push(`The ${what} is shortened from ${text.length} to ${most} characters.`)
  return text.slice(0, most).toWellFormed().trim()
}

function readExpiry({ timeZone }: Reading, { expiresAt }: Cells): number | undefined {
  if (expiresAt === undefined) return undefined
  const at = parseTime(expiresAt, timeZone, 'end')
  if (at === undefined) throw badTime('/expiresAt')
  return at
}

function readCreatedAt({ layout, timeZone, now }: Reading, { createdAt }: Cells, notes: string[]): number {
  if (createdAt === undefined) return now
  const at = parseTime(createdAt, timeZone, 'start')
  if (at !== undefined && at <= now) return at
  if (!layout.isForeign) throw badTime('/createdAt', at === undefined ? '' : ' It must not lie in the future.')
  notes.push(`${createdAt} is no time that is understood: the link is made as of now.`)
  return now
}

function badTime(pointer: string, more = ''): Problem {
  const detail = `must be a day or a time such as 2026-11-22 or 2026-11-22T12:00:00Z.${more}`
  return badFields([{ pointer, detail }])
}

function keyOfRow({ layout }: Reading, cells: Cells, shortUrls: ShortUrls): Promise<string> | string {
  if (shortUrls.key !== undefined) return shortUrls.key
  if (layout.isForeign && cells.slug !== undefined) return `${cells.domain?.toLowerCase() ?? layout.id}/${cells.slug}`
  return sha256(JSON.stringify(importFields.map((field) => cells[field] ?? null)))
}

function given(name: string, value: string | number | readonly string[] | undefined) {
  return value === undefined ? {} : { [name]: value }
}

/** What is wrong with a row, by field and with the column that holds it. */
export function rowErrors(reading: Reading, row: CsvRow, { errors, detail }: Problem) {
  const { columns, header } = reading
  const told: readonly FieldError[] = errors.length > 0 ? errors : [{ pointer: '', detail }]
  const cells = cellsOf(reading, row)
  return told.map(({ pointer, detail }) => {
    const field = importFields.find((one) => one === pointer.split('/')[1])
    const said = field === 'slug' ? slugFields.find((one) => cells[one] !== undefined) : field
    const at = said === undefined ? undefined : columns.get(said)
    return { field: field ?? '', column: at === undefined ? null : (header[at] ?? null), detail }
  })
}

/** Where a slug is taken from, the first that says one. */
const slugFields = ['slug', 'customUrl', 'shortUrl'] as const
