import type { Channel } from '../../links/channel.ts'
import { findMetric } from '../catalog.ts'
import { plainName } from './cell.ts'

/** What a column says beside a metric's number. `ad`: a campaign, ad set or ad, whose names together are one ad's. */
export const fileFields = ['day', 'from', 'to', 'published', 'title', 'url', 'post-id', 'ad', 'ad-id'] as const
export type FileField = (typeof fileFields)[number]
/** A field, or the id of a metric. */
export type Meaning = string

/** Languages that headers are known in, by having stood in a real file. */
export type FileLanguage = 'en' | 'no' | 'pl' | 'th' | 'de'

/**
 * An export that is recognised by its columns.
 * `period`: what a number is of. `so-far`: since publication, as of the day of the export, which no file tells; `day` and
 * `days`: as the row says. `unsaid`: of days chosen at the export, which the file doesn't tell.
 */
export type PlatformLayout = {
  readonly id: string
  readonly name: string
  /** Null where the file may be of several. */
  readonly channel: Channel | null
  readonly channels: readonly Channel[]
  readonly period: 'so-far' | 'day' | 'days' | 'unsaid'
  /** It is one when it has all columns of one of these. */
  readonly marks: readonly (readonly string[])[]
  readonly columns: readonly LayoutColumn[]
}

/** `names` by language as they stand in the file; several where they changed. */
export type LayoutColumn = {
  readonly holds: Meaning
  readonly names: { readonly [language in FileLanguage]?: readonly string[] }
  /** Multiplied to the metric's unit: hours → seconds is 3600. */
  readonly factor?: number
}

/** Metrics that a file's number may be of: those that platforms tell. */
export function isFileMetric(id: string): boolean {
  const metric = findMetric(id)
  return metric !== undefined && metric.source !== 'conversions' && metric.source !== 'snippet'
}

export function isFileField(meaning: Meaning): meaning is FileField {
  return fileFields.some((field) => field === meaning)
}

export type Recognised = {
  readonly layout: PlatformLayout
  readonly language: FileLanguage
  /** By the column's place. */
  readonly meanings: ReadonlyMap<number, LayoutColumn>
}

/** The layout whose columns these are, that which knows most of them; undefined when none is. */
export function recogniseHeader(header: readonly string[], layouts: readonly PlatformLayout[]): Recognised | undefined {
  const names = header.map(plainName)
  const fitting = layouts
    .map((layout) => ({ layout, ...columnsOf(layout, names) }))
    .filter(({ layout, held }) => layout.marks.some((mark) => mark.every((meaning) => held.has(meaning))))
    .toSorted((a, b) => b.meanings.size - a.meanings.size)
  return fitting[0]
}

function columnsOf(layout: PlatformLayout, names: readonly string[]) {
  const meanings = new Map<number, LayoutColumn>()
  const votes = new Map<FileLanguage, number>()
  const held = new Set<string>()
  for (const [at, name] of names.entries())
    for (const column of layout.columns) {
      const languages = languagesOf(column, name)
      if (languages.length === 0 || (held.has(column.holds) && column.holds !== 'ad')) continue
      meanings.set(at, column)
      held.add(column.holds)
      for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + 1)
      break
    }
  const [language = 'en' as const] = [...votes.entries()].toSorted((a, b) => b[1] - a[1])[0] ?? []
  return { meanings, held, language }
}

function languagesOf({ names }: LayoutColumn, name: string): FileLanguage[] {
  if (name === '') return []
  return fileLanguages.filter((language) => names[language]?.some((one) => plainName(one) === name))
}

const fileLanguages = ['en', 'no', 'pl', 'th', 'de'] as const
