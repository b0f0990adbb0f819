export type FileFormat = 'csv' | 'ndjson'

/** What can be taken along as a file, by the name the API has for it. */
export type Exported = 'report' | 'clicks' | 'conversions'

/** Where a file is; `query` as the API takes it, `shopId` among it. */
export function exportUrl(name: Exported, format: FileFormat, query: Readonly<Record<string, string>>): string {
  return `/api/v1/export/${name}.${format}?${new URLSearchParams(query).toString()}`
}
