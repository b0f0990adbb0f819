import * as z from 'zod'
import { toAsciiHost } from '../http/host.ts'
import { isLoopback } from '../http/loopback.ts'
import { badField, badFields, type FieldError } from '../http/problem.ts'
import { toUnicodeHost } from '../http/punycode.ts'
import type { Runtime } from '../runtime.ts'
import { storedDomain } from './check.ts'
import { checkDestination } from './destination.ts'
import { domainField } from './link.ts'
import { addressOf } from './short-url.ts'

/** A short domain and where its visitors go who asked for no link that leads on; null for a page of our own. */
export type Domain = {
  /** '' is the default domain, that of PUBLIC_URL. */
  readonly domain: string
  readonly shopId: string
  readonly rootUrl: string | null
  readonly unknownUrl: string | null
  readonly endedUrl: string | null
  readonly createdAt: number
}

const pages = ['rootUrl', 'unknownUrl', 'endedUrl'] as const
export type DomainPages = Pick<Domain, (typeof pages)[number]>

const page = z.string('must be an address, or null').max(8192, 'must have 2,048 characters at most').nullable()

export const domainDraft = z.strictObject({
  /** Where the domain alone leads, without a slug. */
  rootUrl: page.default(null),
  /** Where slugs lead that are nobody's. */
  unknownUrl: page.default(null),
  /** Where links lead that have ended and have no fallback of their own. */
  endedUrl: page.default(null),
  shopId: z.string().optional(),
})
export type DomainDraft = z.output<typeof domainDraft>

/** A domain of an address (`/domains/{domain}`) as it is stored. @throws Problem 400 for what is no host name */
export function namedDomain(runtime: Runtime, text: string): string {
  const domain = storedDomain(runtime, toAsciiHost(text))
  if (domain === '') return domain
  const [issue] = domainField.safeParse(domain).error?.issues ?? []
  if (issue) throw badField('/domain', issue.message)
  return domain
}

/** The addresses as they are stored. `ownHosts`: all short domains; those lead in circles. @throws Problem 400 by field */
export function checkPages(draft: DomainDraft, ownHosts: readonly string[]): DomainPages {
  const errors: FieldError[] = []
  const checked = (name: keyof DomainPages): string | null => {
    const text = draft[name]
    if (text === null) return null
    const destination = checkDestination(text, ownHosts)
    const detail = destination.ok ? plainFault(destination.url) : destination.detail
    if (detail !== undefined) errors.push({ pointer: `/${name}`, detail })
    return destination.ok ? destination.url : null
  }
  const checkedPages = { rootUrl: checked('rootUrl'), unknownUrl: checked('unknownUrl'), endedUrl: checked('endedUrl') }
  if (errors.length > 0) throw badFields(errors)
  return checkedPages
}

/** As the API shows it: the default domain by its name too, since it stands in addresses. `name`: in its own letters. */
export function showDomain({ domain, createdAt, ...pages }: Domain, { publicUrl }: Pick<Runtime, 'publicUrl'>) {
  const isDefault = domain === ''
  const name = isDefault ? new URL(publicUrl).hostname : domain
  return {
    id: name,
    domain: name,
    name: toUnicodeHost(name),
    isDefault,
    shortUrl: addressOf(domain, publicUrl),
    ...pages,
    createdAt: new Date(createdAt).toISOString(),
  }
}

function plainFault(url: string): string | undefined {
  if (url.startsWith('https://') || isLoopback(new URL(url).hostname)) return undefined
  return 'Write it with https://, so that browsers do not warn visitors on the way.'
}
