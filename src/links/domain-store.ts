type Prepared = { get(): unknown; pluck(): { all(): unknown[] } }

/** The short domains beside the default one, at once: none for most, and then found out by the index alone. */
export function readDomains({ prepare }: { prepare(sql: string): Prepared }): ReadonlySet<string> {
  if (!prepare(`select 1 from slugs where domain > '' limit 1`).get()) return new Set()
  return new Set(prepare(`select distinct domain from slugs where domain > ''`).pluck().all().map(String))
}
