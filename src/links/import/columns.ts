import { badField } from '../../http/problem.ts'
import { nearest } from '../../http/nearest.ts'
import { type Layout, type LayoutId, layouts } from './layouts.ts'

/** What a column can hold. `shortUrl`: the whole short address, and `customUrl` a finer one for the same link. */
export const importFields = [
  'destination',
  'channel',
  'campaign',
  'content',
  'term',
  'medium',
  'source',
  'slug',
  'domain',
  'title',
  'tags',
  'placement',
  'expiresAt',
  'maxClicks',
  'fallbackUrl',
  'createdAt',
  'shortUrl',
  'customUrl',
] as const
export type ImportField = (typeof importFields)[number]

/** Which column holds a field, counted from 0. */
export type Columns = ReadonlyMap<ImportField, number>

/** What a row says, without what it leaves empty. */
export type Cells = { readonly [field in ImportField]?: string | undefined }

export type Recognised = { readonly layout: Layout | undefined; readonly columns: Columns }

/**
 * Whose file it is, and which column holds what; `map` (`destination=URL`, `title=` for none) goes before what is
 * recognised. @throws Problem 400 for a wish that the file doesn't meet
 */
export function recognise(
  header: readonly string[],
  { from, map }: { readonly from: LayoutId | 'auto'; readonly map: readonly string[] },
): Recognised {
  const names = header.map(plain)
  const layout = from === 'auto' ? layouts.find((one) => isOf(one, names)) : layouts.find(({ id }) => id === from)
  if (layout && from !== 'auto' && from !== 'csv' && !isOf(layout, names) && map.length === 0)
    throw badField(
      '/from',
      `This is no export of ${layout.name}: its columns are ${header.join(', ')}. Choose auto, or name the columns by map.`,
    )
  const columns = new Map<ImportField, number>()
  for (const field of importFields) {
    const at = spellings[field].map((spelling) => names.indexOf(spelling)).find((index) => index >= 0)
    if (at !== undefined && ![...columns.values()].includes(at)) columns.set(field, at)
  }
  applyWishes(columns, { fields: importFields, header, map, example: 'destination=URL' })
  return { layout, columns }
}

/** @throws Problem 400 when no column holds the destination */
export function requireDestination({ columns }: Recognised, header: readonly string[]): void {
  if (columns.has('destination')) return
  throw badField(
    '/map',
    `No column is known to hold the destination. Name it: destination=COLUMN. The columns: ${header.join(', ')}.`,
  )
}

function isOf({ marks }: Layout, names: readonly string[]): boolean {
  return marks.some((mark) => mark.every((name) => names.includes(name)))
}

/** `Long URL`, `long_url` and `longUrl` are one. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Ours first, then those of others, each as `plain` gives it. */
const spellings: Readonly<Record<ImportField, readonly string[]>> = {
  destination: ['destination', 'destinationurl', 'longurl', 'url', 'target', 'targeturl', 'originalurl', 'address'],
  channel: ['channel'],
  campaign: ['campaign', 'utmcampaign', 'campaignname'],
  content: ['content', 'utmcontent'],
  term: ['term', 'utmterm'],
  medium: ['medium', 'utmmedium'],
  source: ['source', 'utmsource'],
  slug: ['slug', 'shortcode', 'keyword', 'key', 'backhalf', 'alias'],
  domain: ['domain'],
  title: ['title', 'description'],
  tags: ['tags', 'labels'],
  placement: ['placement'],
  expiresAt: ['expiresat', 'expires', 'expiry', 'expirationdate', 'validuntil', 'expirein'],
  maxClicks: ['maxclicks', 'maxvisits'],
  fallbackUrl: ['fallbackurl', 'expiredurl'],
  createdAt: ['createdat', 'created', 'datecreated', 'creationdate', 'createddate', 'timestamp', 'date'],
  shortUrl: ['shorturl', 'shortlink', 'bitlink', 'link'],
  customUrl: ['custombitlinks', 'custombitlink', 'customlink', 'customlinks'],
}

type Wishes<Field extends string> = {
  readonly fields: readonly Field[]
  readonly header: readonly string[]
  readonly map: readonly string[]
  /** A wish as it would be right. */
  readonly example: string
}

/** Sets the columns that are wished for, `field=column` each. @throws Problem 400 for a field or a column that isn't there */
export function applyWishes<Field extends string>(columns: Map<Field, number>, wishes: Wishes<Field>): void {
  for (const wish of wishes.map.flatMap((text) => splitWishes(text, wishes.fields))) applyWish(columns, wishes, wish)
}

/** A comma parts wishes only where another field follows: column names have commas too. */
function splitWishes(text: string, fields: readonly string[]): string[] {
  return text.split(new RegExp(`,(?=\\s*(?:${fields.join('|')})\\s*=)`)).map((wish) => wish.trim())
}

function applyWish<Field extends string>(
  columns: Map<Field, number>,
  { fields, header, example }: Wishes<Field>,
  wish: string,
): void {
  const equals = wish.indexOf('=')
  if (equals < 0) throw badField('/map', `Write field=column, such as ${example}, not ${wish}.`)
  const asked = wish.slice(0, equals).trim()
  const field = fields.find((one) => one.toLowerCase() === asked.toLowerCase())
  if (!field) {
    const near = nearest(asked, fields)
    const hint = near === undefined ? ` Fields: ${fields.join(', ')}.` : ` Did you mean ${near}?`
    throw badField('/map', `There is no field ${asked}.${hint}`)
  }
  const column = wish.slice(equals + 1).trim()
  if (column === '') return void columns.delete(field)
  const at = findColumn(header, column)
  for (const [other, index] of columns) if (index === at) columns.delete(other)
  columns.set(field, at)
}

function findColumn(header: readonly string[], column: string): number {
  const exact = header.indexOf(column)
  const at = exact >= 0 ? exact : header.findIndex((name) => plain(name) === plain(column))
  if (at < 0) throw badField('/map', `There is no column ${column}. The columns: ${header.join(', ')}.`)
  return at
}
