import * as z from 'zod'
import { toAsciiHost } from '../http/host.ts'
import { type Channel, channelOfSource, mediumOfChannel, sourceOfChannel } from './channel.ts'
import { ga4Channel } from './ga4-channel.ts'
import type { LinkView } from './link-view-store.ts'
import { lintLink } from './lint.ts'
import { channelField, tagsField, timeField, titleField } from './post.ts'
import { shortUrlOf } from './short-url.ts'
import { buildTarget, type Utm } from './utm.ts'
import type { Warning } from './warning.ts'

/** A short URL with its UTMs. `number` is what clicks and click ids carry. */
export type Link = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly postId: string
  readonly channel: Channel
  /** '' is the default domain, that of PUBLIC_URL. */
  readonly domain: string
  readonly slug: string
  readonly destination: string
  readonly utm: Utm
  readonly placement: string | null
  readonly title: string | null
  readonly tags: readonly string[]
  readonly expiresAt: number | null
  /** People's clicks after which the link ends; null for no limit. */
  readonly maxClicks: number | null
  /** What was used of the limit: people's clicks since there is one. */
  readonly usedClicks: number
  readonly fallbackUrl: string | null
  readonly archivedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

const utmValue = z
  .string('must be text')
  .trim()
  .max(256, 'must have 256 characters at most')
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
const requiredUtmValue = utmValue.min(1, 'must not be empty')

export const domainField = z
  .string()
  .overwrite(toAsciiHost)
  .refine(
    (text) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text),
    'must be a host name alone, such as go.shop.example, without path or port',
  )
  .max(253, 'must have 253 characters at most')

export const linkDraft = z.strictObject({
  destination: z
    .string('is missing: give the address in the shop, such as https://shop.example/product')
    .max(8192, 'must have 2,048 characters at most'),
  source: requiredUtmValue.optional(),
  channel: channelField.optional(),
  medium: requiredUtmValue.optional(),
  campaign: requiredUtmValue.optional(),
  content: utmValue.optional(),
  term: utmValue.optional(),
  slug: z.string('must be text').max(200, 'must have 64 characters at most').optional(),
  domain: domainField.optional(),
  postId: z.string().optional(),
  placement: z.string().trim().max(50, 'must have 50 characters at most').nullable().optional(),
  title: titleField.nullable().optional(),
  tags: tagsField.optional(),
  expiresAt: timeField.nullable().optional(),
  maxClicks: z
    .int('must be a whole number of clicks, or null for no limit')
    .min(1, 'must be 1 or more; leave it out for no limit')
    .max(1_000_000_000, 'must be 1,000,000,000 at most')
    .nullable()
    .optional(),
  fallbackUrl: z.string().nullable().optional(),
  shopId: z.string().optional(),
})
export type LinkDraft = z.output<typeof linkDraft>

export const linkPatch = linkDraft.partial({ destination: true })
export type LinkPatch = z.output<typeof linkPatch>

/** source, medium and channel: each follows from the others where it isn't given. Undefined when nothing names them. */
export function deriveSource(given: {
  readonly source?: string | undefined
  readonly channel?: Channel | undefined
  readonly medium?: string | undefined
}): { source: string; medium: string; channel: Channel } | undefined {
  const channel = given.channel ?? (given.source === undefined ? undefined : channelOfSource(given.source))
  if (channel === undefined) return undefined
  return { channel, source: given.source ?? sourceOfChannel(channel), medium: given.medium ?? mediumOfChannel(channel) }
}

/** The channel that is named, or meant by a source that stands for one; undefined when neither says. */
export function toldChannel({ channel, source }: Pick<LinkPatch, 'channel' | 'source'>): Channel | undefined {
  if (channel !== undefined || source === undefined) return channel
  const meant = channelOfSource(source)
  return meant === 'other' ? undefined : meant
}

/** As the API shows a link, stored or only previewed. */
export function showLink(link: Link, at: Pick<LinkView, 'publicUrl' | 'clickParam' | 'shopHosts'> & Partial<LinkView>) {
  const { number: _, utm, domain, expiresAt, archivedAt, createdAt, updatedAt, ...shown } = link
  const targetUrl = buildTarget(link.destination, utm, at.clickParam)
  const { channel: group, ...ga4Rule } = ga4Channel(utm, at.ga4)
  return {
    ...shown,
    domain: domain === '' ? null : domain,
    shortUrl: shortUrlOf(link, at.publicUrl),
    targetUrl,
    utm: {
      source: utm.source,
      medium: utm.medium,
      campaign: utm.campaign,
      content: utm.content ?? null,
      term: utm.term ?? null,
      id: null,
    },
    ga4Channel: group,
    ga4Rule,
    warnings: lintLink({ ...at, destination: link.destination, targetUrl, utm, placement: link.placement }),
    expiresAt: showTime(expiresAt),
    archivedAt: showTime(archivedAt),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  }
}

type Named = { readonly link: Link; readonly warnings: readonly Warning[] }

/** The link with what its shop's naming rules say of it beside what is true of every link; each thing once. */
export function showNamed({ link, warnings }: Named, view: LinkView) {
  const shown = showLink(link, view)
  const said = new Set(shown.warnings.map(({ code, field }) => `${code} ${field}`))
  return {
    ...shown,
    warnings: [...shown.warnings, ...warnings.filter(({ code, field }) => !said.has(`${code} ${field}`))],
  }
}

function showTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
