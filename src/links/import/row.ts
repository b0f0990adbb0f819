import { sha256 } from '../../http/digest.ts'
import { gatherFaults } from '../../http/gather.ts'
import { badFields, type FieldError, type Problem } from '../../http/problem.ts'
import { type Channel, findChannel } from '../channel.ts'
import { withScheme } from '../destination.ts'
import type { LinkDraft } from '../link.ts'
import { mostTags } from '../post.ts'
import { readUtm, utmNames } from '../utm.ts'
import { keyOf, withoutPairs } from '../url-text.ts'
import { type Cells, type Columns, importFields } from './columns.ts'
import type { CsvRow } from './csv.ts'
import { readDraft } from './draft.ts'
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
  /** With `errors`, one for further checks alone, as `readDraft` has it. */
  readonly draft: LinkDraft | undefined
  readonly createdAt: number
  readonly notes: readonly string[]
  /** What can't be taken, by field. */
  readonly errors: readonly FieldError[]
}

/** A row as a link's draft. @throws Problem 400 for one whose cells have slipped */
export async function readRow(reading: Reading, row: CsvRow): Promise<ReadRow> {
  refuseMoreCells(reading, row)
  const notes: string[] = []
  const cells = withSchemes(cellsOf(reading, row), notes)
  const shortUrls = readShortUrls(cells)
  const times = gatherFaults()
  const createdAt = times.check(() => readCreatedAt(reading, cells, notes)) ?? reading.now
  const expiresAt = times.check(() => readExpiry(reading, cells))
  const { draft, errors } = readDraft({
    ...readDestination(reading, cells),
    ...given('slug', cells.slug ?? shortUrls.slug),
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
  return {
    ...{ key: await keyOfRow(reading, cells, shortUrls), draft, createdAt, notes },
    errors: [...errors, ...times.errors],
  }
}

function cellsOf({ columns }: Reading, { cells }: CsvRow): Cells {
  const filled = [...columns].flatMap(([field, at]) => {
    const text = (cells[at] ?? '').trim()
    return text === '' ? [] : [[field, text] as const]
  })
  return Object.fromEntries(filled)
}

/** Addresses as people write them, `shop.example/x`, with the https:// that they mean. */
function withSchemes(cells: Cells, notes: string[]): Cells {
  const completed = (['destination', 'fallbackUrl'] as const).flatMap((field) => {
    const text = cells[field]
    const url = text === undefined ? undefined : withScheme(text)
    if (url === undefined || url === text) return []
    notes.push(`The ${field} has no https://: it is taken as ${url}.`)
    return [[field, url] as const]
  })
  return { ...cells, ...Object.fromEntries(completed) }
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
  const channel = cells.channel && (findChannel(cells.channel) ?? cells.channel)
  const foreign = layout.isForeign ? foreignDefaults : undefined
  const fallback = source === undefined ? (defaults.channel ?? foreign?.channel) : undefined
  return {
    ...(destination === '' ? {} : { destination: withoutPairs(destination, isUtm) }),
    ...given('channel', channel ?? fallback),
    ...given('source', source),
    ...given('medium', medium ?? inUrl.medium),
    ...given('campaign', campaign ?? inUrl.campaign ?? defaults.campaign ?? foreign?.campaign),
    ...given('content', content ?? inUrl.content),
    ...given('term', term ?? inUrl.term),
  }
}

function isUtm(pair: string): boolean {
  return utmKeys.has(keyOf(pair))
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
