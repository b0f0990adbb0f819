import { type Database, type Statement, statement } from '../storage/database.ts'

/** Whether a bio page has this slug: short URLs and bio pages share one name space, on all short domains. */
export async function isBioSlug(database: Database, slug: string): Promise<boolean> {
  return (await database.all(statement('select 1 from bio_pages where slug = ?', slug))).length > 0
}

/**
 * Fails the batch that gave a link its slug where that is a bio page's by now, in the same words as a slug that is
 * another link's. Stands behind the statement that takes the slug.
 */
export function refuseBioSlug(linkId: string): Statement {
  const insert = `insert into slugs (domain, slug, link_id) select s.domain, s.slug, s.link_id from slugs s
    where s.link_id = ? and s.slug in (select b.slug from bio_pages b)`
  return statement(insert, linkId)
}
