import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { Reader, type Response } from 'mmdb-lib'
import * as z from 'zod'
import { ConfigError } from '../config.ts'

/**
 * Opens GEO_DB, an .mmdb file of whatever maker (MaxMind, DB-IP, IPinfo, ip-location-db), whole in memory. What it answers
 * is ISO 3166-1 alpha-2, '' where the file knows no country. No address is kept: what is remembered are records by their
 * place in the file.
 * @throws ConfigError in one line that names GEO_DB, when the file can't be read, is damaged or holds no countries
 */
export function openCountries(path: string): (address: string) => string {
  const reader = openReader(path)
  refuseTruncated(path, reader)
  refuseForeign(path, reader)
  return (address) => countryOf(reader, address)
}

type Countries = { readonly reader: Reader<Response>; readonly bytes: number }

function openReader(path: string): Countries {
  const file = readFile(path)
  try {
    return { reader: new Reader(file, { cache: boundedCache() }), bytes: file.length }
  } catch {
    throw new ConfigError(damaged(path))
  }
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new ConfigError(`GEO_DB: ${path} can't be read (${why})`)
  }
}

function damaged(path: string): string {
  return `GEO_DB: ${path} is damaged or no .mmdb file; download it again, or leave GEO_DB out`
}

/** Files of cities hold a record per town: remembered are at most so many. */
function boundedCache(most = 5_000) {
  const records = new Map<string | number, unknown>()
  return {
    get: (offset: string | number) => records.get(offset),
    set(offset: string | number, record: unknown) {
      if (records.size >= most) records.clear()
      records.set(offset, record)
    },
  }
}

/** What describes a file stands at its end, so that one without its middle opens all the same. */
function refuseTruncated(path: string, { reader: { metadata }, bytes }: Countries): void {
  const isWhole = metadata.nodeCount > 0 && [4, 6].includes(metadata.ipVersion) && metadata.searchTreeSize < bytes
  if (!isWhole) throw new ConfigError(damaged(path))
}

/** Looks a few hundred addresses up: a file about networks or companies has records, and no country in any of them. */
function refuseForeign(path: string, { reader }: Countries): void {
  const records = []
  for (let first = 1; first < 224; first++)
    try {
      records.push(reader.get(`${first}.${(first * 37) % 256}.8.8`))
    } catch {
      throw new ConfigError(damaged(path))
    }
  const found = records.filter((record) => record !== null)
  if (found.length > 0 && found.every((record) => isoCode(record) === ''))
    throw new ConfigError(`GEO_DB: ${path} holds no countries; take a country or city file`)
}

function countryOf({ reader }: Countries, given: string): string {
  const address = given.startsWith('::ffff:') && given.includes('.') ? given.slice('::ffff:'.length) : given
  const version = isIP(address)
  // The reader takes whatever it is given for an address, and walks a tree of IPv4 with the bits of an IPv6 one.
  if (version === 0 || (version === 6 && reader.metadata.ipVersion === 4)) return ''
  try {
    return isoCode(reader.get(address))
  } catch {
    // A damaged record behind this one address: a visitor goes on without a country.
    return ''
  }
}

/** Layouts: MaxMind's and DB-IP's nested one, the flat ones of ip-location-db and IPinfo. */
function isoCode(record: unknown): string {
  const parsed = layouts.safeParse(record)
  if (!parsed.success) return ''
  const { country, registered_country: registered, country_code: flat } = parsed.data
  const code = (typeof country === 'string' ? country : country?.iso_code) ?? registered?.iso_code ?? flat ?? ''
  return /^[A-Z]{2}$/.test(code) ? code : ''
}

const nested = z.object({ iso_code: z.string().optional() }).optional().catch(undefined)
const layouts = z.object({
  country: z.union([z.string(), nested]).catch(undefined),
  registered_country: nested,
  country_code: z.string().optional().catch(undefined),
})
