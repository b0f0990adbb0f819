import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod'
import { dayField } from '../shops/day-field.ts'
import { ga4Channel } from './ga4-channel.ts'
import { ga4Categories, type Ga4Category, ga4Rule, type Ga4Rule } from './ga4-rules.ts'
import { type LoadedGrouping, toGrouping } from './ga4-store.ts'

export type Ga4File = {
  readonly text: string
  /** Its name, which is told as the origin. */
  readonly name: string
  /** The list's day; the file's own, else that of `now`, when undefined. */
  readonly asOf: string | undefined
  /** UTC milliseconds. */
  readonly now: number
}

/** `faults`: each names its line or entry, and the remedy. */
export type ReadGa4File =
  | { readonly ok: true; readonly loaded: LoadedGrouping }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Google's list of sources with their categories, as CSV or JSON (docs/ga4.md); nothing of it counts unless all is right. */
export function readGa4File(file: Ga4File): ReadGa4File {
  if (file.text.length > maxLength)
    return { ok: false, faults: [`the file has over ${maxLength} characters: is it the right one?`] }
  const { entries, asOf, rules, faults } = /^\s*[[{]/.test(file.text) ? readJson(file.text) : readCsv(file.text)
  const day = file.asOf ?? asOf ?? new Date(file.now).toISOString().slice(0, 10)
  const { sources, faults: more } = collect(entries)
  const loaded = { asOf: day, origin: file.name, loadedAt: file.now, ...(rules ? { rules } : {}), sources }
  const all = [
    ...faults,
    ...more,
    ...(faults.length + more.length > 0 ? [] : [...faultsOfWhole(sources), ...faultsOfRules(loaded)]),
  ]
  return all.length === 0 ? { ok: true, loaded } : { ok: false, faults: all }
}

const maxLength = 1_000_000

/** `at`: where it stands, for people (`line 7`). */
type Entry = { readonly at: string; readonly source: string; readonly category: string }
type Content = {
  readonly entries: readonly Entry[]
  readonly asOf?: string | undefined
  readonly rules?: Ga4Rule[] | undefined
  readonly faults: readonly string[]
}

function readCsv(text: string): Content {
  try {
    const records = csvRecords.parse(parse(text, csvOptions))
    const [first, ...rest] = records
    const isHead = first !== undefined && /^source$/i.test(first.record[0] ?? '')
    const rows = isHead || first === undefined ? rest : [first, ...rest]
    const wrong = rows.filter(({ record }) => record.length !== 2)
    return {
      entries: rows.map(({ record: [source = '', category = ''], info }) => ({
        at: `line ${info.lines}`,
        source,
        category,
      })),
      faults: wrong.map(
        ({ record, info }) => `line ${info.lines}: has ${record.length} columns; there are two: source and category`,
      ),
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { entries: [], faults: [`no CSV file: ${error.message}`] }
  }
}

const csvOptions = {
  bom: true,
  delimiter: [',', ';', '\t'],
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
}
const csvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

function readJson(text: string): Content {
  const json = parseJson(text)
  if ('fault' in json) return { entries: [], faults: [json.fault] }
  const value = Array.isArray(json.value) ? { sources: json.value } : json.value
  const read = ga4Json.safeParse(value)
  if (!read.success) return { entries: [], faults: read.error.issues.slice(0, 20).map(showIssue) }
  const { sources, asOf, rules } = read.data
  const entries = sources.map(({ source, category, source_category }, index) => ({
    ...{ at: `entry ${index + 1}`, source, category: category ?? source_category ?? '' },
  }))
  return { entries, asOf, rules, faults: [] }
}

function parseJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return { value }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(message)?.[1]
    const line = position === undefined ? '' : ` in line ${text.slice(0, Number(position)).split('\n').length}`
    return { fault: `no JSON${line}: ${message}` }
  }
}

const entryList = z.array(
  z.strictObject({ source: z.string(), category: z.string().optional(), source_category: z.string().optional() }),
)
const ga4Json = z.strictObject({
  asOf: dayField.optional(),
  sources: entryList,
  rules: z.array(ga4Rule).min(1).optional(),
})

function showIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the file' : `/${path.map(String).join('/')}`}: ${message}`
}

function collect(entries: readonly Entry[]): { sources: LoadedGrouping['sources']; faults: string[] } {
  const known = new Map<string, { readonly category: Ga4Category; readonly at: string }>()
  const faults: string[] = []
  for (const { at, source, category: said } of entries) {
    const name = source.trim().toLowerCase()
    const category = ga4Categories.find(
      (one) =>
        one ===
        said
          .trim()
          .toLowerCase()
          .replace(/^source_category_/, ''),
    )
    const before = known.get(name)
    if (name === '' || name.length > 253 || /\p{Cc}/u.test(name))
      faults.push(`${at}: the source is ${name === '' ? 'missing' : 'no name'}`)
    else if (!category)
      faults.push(`${at}: ${said || 'nothing'} is no category for ${name}: write ${ga4Categories.join(', ')}`)
    else if (before && before.category !== category)
      faults.push(`${at}: ${name} is ${category} here and ${before.category} in ${before.at}: keep one`)
    else known.set(name, { category, at })
  }
  const of = (wanted: Ga4Category) => [...known].flatMap(([name, { category }]) => (category === wanted ? [name] : []))
  return {
    sources: { search: of('search'), shopping: of('shopping'), social: of('social'), video: of('video') },
    faults,
  }
}

/** A list that knows no social network at all would move everything. */
function faultsOfWhole(sources: LoadedGrouping['sources']): string[] {
  return ga4Categories
    .filter((category) => sources[category].length === 0)
    .map((category) => `there is no source of the category ${category}: is the file whole?`)
}

/** Each rule has to take the example it gives: a slip in an expression shows here. */
function faultsOfRules(loaded: LoadedGrouping): string[] {
  const grouping = toGrouping(loaded)
  return (loaded.rules ?? []).flatMap(({ channel, example }, index) => {
    const found = ga4Channel(example, grouping)
    if (found.rule === index + 1) return []
    return [
      `/rules/${index}: its example is taken by ${found.rule === null ? 'no rule' : `rule ${found.rule}, ${found.channel},`} and not by ${channel}`,
    ]
  })
}
