import { gatherFaults } from '../../http/gather.ts'
import { badField, badFields, Problem } from '../../http/problem.ts'
import type { Runtime } from '../../runtime.ts'
import type { Shop } from '../../shops/shop.ts'
import { outlineLink } from '../create.ts'
import { type DomainOwners, listDomainOwners } from '../domain-owners-store.ts'
import { shortUrlOf } from '../short-url.ts'
import { makeSlug } from '../slug.ts'
import type { KnownCampaigns } from './campaigns.ts'
import type { CsvRow } from './csv.ts'
import type { Outcome } from './outcome.ts'
import { type Reading, readRow, rowErrors } from './row.ts'
import { findImported, findSlugs, type ImportedLink, insertLinks, slugId } from './store.ts'

/** What an import carries from batch to batch. */
export type Importing = {
  readonly runtime: Runtime
  readonly shop: Shop
  readonly reading: Reading
  readonly campaigns: KnownCampaigns
  readonly isDryRun: boolean
  /** The lines of this file that became links, or would, by key and by slug: so a dry run finds what it would collide with. */
  readonly lineOfKey: Map<string, number>
  readonly lineOfSlug: Map<string, number>
}

export type NumberedRow = CsvRow & { readonly row: number }

/** Takes in some rows, as one transaction; an outcome for each, in their order. */
export async function importBatch(importing: Importing, rows: readonly NumberedRow[]): Promise<Outcome[]> {
  const read: Planned[] = []
  const domains = await listDomainOwners(importing.runtime.database)
  for (const row of rows) read.push(await plan(importing, domains, row))
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const settled = await settle(importing, read)
    const links = settled.flatMap(({ link }) => (link ? [link] : []))
    const isStored =
      importing.isDryRun ||
      links.length === 0 ||
      (await insertLinks(importing.runtime.database, importing.shop.id, links))
    if (!isStored) continue
    for (const one of settled) remember(importing, one)
    return settled.map(({ outcome }) => outcome)
  }
  throw new Error('slugs were taken by others again and again while they were imported')
}

/** Somebody else may take a slug between our look and our insert. */
const mostAttempts = 5

type Planned = PlannedLink | { readonly row: NumberedRow; readonly refused: Problem }
type PlannedLink = {
  readonly row: NumberedRow
  readonly link: ImportedLink
  readonly notes: readonly string[]
  readonly hasOwnSlug: boolean
}

async function plan(importing: Importing, domains: DomainOwners, row: NumberedRow): Promise<Planned> {
  const { runtime, shop, reading, campaigns } = importing
  try {
    const { key, draft, createdAt, notes, errors } = await readRow(reading, row)
    const faults = gatherFaults()
    const outline = draft && faults.check(() => outlineLink({ runtime, shop, domains }, draft))
    const all = [...errors, ...faults.errors]
    if (!outline || all.length > 0) return { row, refused: badFields(all) }
    const campaignKey = campaigns.keyOf(outline.utm.campaign)
    const link = { ...outline, campaignKey, key, createdAt, updatedAt: createdAt }
    return { row, link, notes, hasOwnSlug: draft.slug !== undefined }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { row, refused: error }
  }
}

/** `link`: it is to be stored. */
type Settled = { readonly outcome: Outcome; readonly link?: ImportedLink }

/** What stands in the way of these rows: what was stored before, and the rows of this batch as far as it is settled. */
type Way = {
  readonly imported: Awaited<ReturnType<typeof findImported>>
  readonly taken: Awaited<ReturnType<typeof findSlugs>>
  readonly byKey: Map<string, Earlier>
  readonly bySlug: Map<string, Earlier>
}
type Earlier = { readonly line: number; readonly link: ImportedLink }

async function settle(importing: Importing, planned: readonly Planned[]): Promise<Settled[]> {
  const { database } = importing.runtime
  const links = planned.flatMap((one) => ('link' in one ? [one.link] : []))
  const keys = links.map(({ key }) => key)
  const way: Way = {
    imported: await findImported(database, importing.shop.id, keys),
    taken: await findSlugs(database, links),
    byKey: new Map(),
    bySlug: new Map(),
  }
  return planned.map((one) => {
    if ('refused' in one) return { outcome: invalid(importing, one.row, one.refused) }
    return keepImported(importing, way, one) ?? refuseTaken(importing, way, one) ?? create(importing, way, one)
  })
}

function bare({ row, line }: NumberedRow) {
  return { row, line, shortUrl: null, linkId: null, errors: [], notes: [] } as const
}

function invalid({ reading }: Importing, row: NumberedRow, refused: Problem): Outcome {
  return { ...bare(row), outcome: 'invalid', errors: rowErrors(reading, row, refused) }
}

function keepImported(importing: Importing, way: Way, { row, link }: PlannedLink): Settled | undefined {
  const earlier = way.byKey.get(link.key)
  const before = way.imported.get(link.key) ?? (importing.isDryRun ? undefined : earlier?.link)
  const same = earlier?.line ?? importing.lineOfKey.get(link.key)
  if (!before && same === undefined) return undefined
  const notes = same === undefined ? [] : [`It says the same as line ${same}.`]
  const shortUrl = before ? shortUrlOf(before, importing.runtime.publicUrl) : null
  return { outcome: { ...bare(row), outcome: 'unchanged', linkId: before?.id ?? null, shortUrl, notes } }
}

function refuseTaken(importing: Importing, way: Way, { row, link, hasOwnSlug }: PlannedLink): Settled | undefined {
  const id = slugId(link)
  const earlier = way.bySlug.get(id)
  const same = earlier?.line ?? importing.lineOfSlug.get(id)
  const made = earlier && !importing.isDryRun ? { linkId: earlier.link.id, shopId: link.shopId } : undefined
  const holder = way.taken.get(id) ?? made
  if (!hasOwnSlug || (!holder && same === undefined)) return undefined
  const linkId = holder?.shopId === importing.shop.id ? holder.linkId : null
  const detail = tellHolder(importing, link.slug, { holder, same })
  const errors = rowErrors(importing.reading, row, badField('/slug', detail))
  const shortUrl = shortUrlOf(link, importing.runtime.publicUrl)
  return { outcome: { ...bare(row), outcome: 'slug-taken', linkId, shortUrl, errors } }
}

function tellHolder(
  { shop }: Importing,
  slug: string,
  { holder, same }: { readonly holder: Holder | undefined; readonly same: number | undefined },
): string {
  const whose = holder?.shopId === shop.id ? `the link ${holder.linkId}` : 'a link of another shop'
  const page = holder?.linkId === null ? 'a bio page' : whose
  const taken = same === undefined ? page : `line ${same} of this file`
  return `The slug ${slug} is that of ${taken}, or was once: slugs are never used again. Choose another one.`
}
type Holder = { readonly linkId: string | null; readonly shopId: string }

function create(importing: Importing, way: Way, { row, link, notes, hasOwnSlug }: PlannedLink): Settled {
  const isFree = (one: ImportedLink) => !way.taken.has(slugId(one)) && !way.bySlug.has(slugId(one))
  const free = hasOwnSlug || isFree(link) ? link : { ...link, slug: makeSlug() }
  way.byKey.set(link.key, { line: row.line, link: free })
  way.bySlug.set(slugId(free), { line: row.line, link: free })
  const made = importing.isDryRun
    ? { shortUrl: hasOwnSlug ? shortUrlOf(link, importing.runtime.publicUrl) : null }
    : { linkId: free.id, shortUrl: shortUrlOf(free, importing.runtime.publicUrl) }
  return { link: free, outcome: { ...bare(row), outcome: 'created', notes, ...made } }
}

/** What later rows of the file collide with. A generated slug is nobody's second time. */
function remember(importing: Importing, { link, outcome }: Settled): void {
  if (!link) return
  importing.lineOfKey.set(link.key, outcome.line)
  importing.lineOfSlug.set(slugId(link), outcome.line)
}
