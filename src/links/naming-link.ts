import type { Runtime } from '../runtime.ts'
import { localDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { campaignKey } from './campaign.ts'
import type { Channel } from './channel.ts'
import { findKey, type Ground } from './ground.ts'
import { deriveSource, type LinkDraft } from './link.ts'
import { findPlaceholders } from './lint-names.ts'
import {
  applyNaming,
  defaultRules,
  formatName,
  type GivenNames,
  type NameField,
  nameFields,
  type Names,
  type NamingRules,
} from './naming.ts'
import { type KnownNames, lintNaming, type NamingWarning } from './naming-lint.ts'
import { findNaming, listCampaignKeys, listUsedNames } from './naming-store.ts'
import { withoutUsed } from './naming-values.ts'
import { findPersonalData } from './personal-data.ts'
import type { Post } from './post.ts'

/** What naming links of a shop takes; read once for many links. */
export type Naming = {
  /** Without rules of its own a shop's names stay as they were given, and nothing is filled in. */
  readonly hasOwnRules: boolean
  readonly rules: NamingRules
  readonly known: KnownNames
  readonly campaignKeys: readonly string[]
}

type PostOfNames = Pick<Post, 'title' | 'channel' | 'publishedAt' | 'content' | 'campaignKey'>

export type NamedLink = {
  /**
   * The draft with its channel and names filled in and formatted. What contradicts its post is to be read off the draft as
   * it was asked.
   */
  readonly draft: LinkDraft
  /** The campaign that is meant, also where its name is written in another way now; undefined when none is named. */
  readonly campaignKey: string | undefined
  readonly warnings: readonly NamingWarning[]
}

/** The names of one link by its shop's rules. Makes nothing, refuses nothing. For several links: `loadNaming` once. */
export async function nameLink(
  runtime: Pick<Runtime, 'database' | 'now'>,
  shop: Shop,
  draft: LinkDraft,
  post?: PostOfNames,
): Promise<NamedLink> {
  return nameDraft(runtime, { shop, naming: await loadNaming(runtime, shop), draft, post })
}

export async function loadNaming({ database }: Pick<Runtime, 'database'>, shop: Pick<Shop, 'id'>): Promise<Naming> {
  const rules = await findNaming(database, shop.id)
  const campaignKeys = await listCampaignKeys(database, shop.id)
  const known: Record<string, string[]> = {}
  for (const field of nameFields) known[field] = await listKnown(database, shop.id, field)
  const unused = withoutUsed(campaignKeys, known['campaign'] ?? []).map((key) => formatName(rules ?? defaultRules, key))
  known['campaign'] = [...(known['campaign'] ?? []), ...unused]
  return { hasOwnRules: rules !== undefined, rules: rules ?? defaultRules, known, campaignKeys }
}

/** What a new value is compared with. Contents are nearly one per post: only the newest are names that one may repeat. */
async function listKnown(database: Database, shopId: string, field: NameField): Promise<string[]> {
  const bounds = field === 'content' || field === 'term' ? { limit: 500, links: 1_000 } : { limit: 1_000 }
  return (await listUsedNames(database, shopId, { field, ...bounds })).map(({ value }) => value)
}

type ToName = {
  readonly shop: Pick<Shop, 'id' | 'timeZone'>
  readonly naming: Naming
  readonly draft: LinkDraft
  readonly post?: PostOfNames | undefined
  /** As in `Ground`, where there is one. */
  readonly knownKey?: Ground['knownKey']
}

/** As `nameLink`, with what `loadNaming` read. */
export async function nameDraft(runtime: Pick<Runtime, 'database' | 'now'>, toName: ToName): Promise<NamedLink> {
  const { shop, naming, draft, post } = toName
  const { knownKey = (text: string) => findKey(runtime.database, shop.id, text) } = toName
  const campaign = draft.campaign ?? post?.campaignKey ?? undefined
  const channel = deriveSource({ source: draft.source, channel: draft.channel ?? post?.channel })?.channel
  // What is missing is for the link's own checks to say.
  if (channel === undefined || campaign === undefined) return { draft, campaignKey: undefined, warnings: [] }
  const context = contextOf(toName, { channel, campaign, now: runtime.now() })
  const given = asGiven({ ...draft, campaign }, context)
  const names = naming.hasOwnRules ? { ...applyNaming(naming.rules, draft, context), ...leftAlone(given) } : given
  const named = { ...names, title: draft.title ?? post?.title }
  return {
    draft: { ...draft, channel, ...present(names) },
    campaignKey: (await knownKey(campaign)) ?? keyOfWritten(naming, names.campaign),
    warnings: lintNaming(naming.rules, named, naming.known),
  }
}

function contextOf(
  { shop, draft, post }: ToName,
  { channel, campaign, now }: { readonly channel: Channel; readonly campaign: string; readonly now: number },
) {
  const day = localDay(post?.publishedAt ?? now, shop.timeZone)
  return {
    ...{ channel, campaign },
    post: draft.title ?? post?.title ?? '',
    date: showDay(day).replaceAll('-', ''),
    placement: draft.placement ?? '',
    kind: post?.content ?? '',
  }
}

function asGiven(given: GivenNames & { readonly campaign: string }, { channel }: { readonly channel: Channel }): Names {
  const { source = '', medium = '' } =
    deriveSource({ channel, source: given.source ?? undefined, medium: given.medium ?? undefined }) ?? {}
  const { campaign, content, term, placement } = given
  return { source, medium, campaign, content: content ?? '', term: term ?? '', placement: placement ?? '' }
}

/** Names that lint has something grave to say of; tidied they would only hide it (`kari-ull-no`). */
function leftAlone(given: Names): Partial<Names> {
  const asked = { destination: '', targetUrl: '', shopHosts: [], utm: given }
  const grave = [...findPlaceholders(asked), ...findPersonalData(asked)].map(({ field }) => field)
  return Object.fromEntries(nameFields.flatMap((field) => (grave.includes(field) ? [[field, given[field]]] : [])))
}

/** The names that say something: an empty one is as good as none. */
function present({ content, term, placement, ...always }: Names) {
  return {
    ...always,
    ...(content === '' ? {} : { content }),
    ...(term === '' ? {} : { term }),
    ...(placement === '' ? {} : { placement }),
  }
}

/** `ลดราคา` is its campaign also once the shop writes it `lotrakha`, and so is `lotrakha`. */
function keyOfWritten(naming: Naming, written: string): string {
  const isWrittenSo = (key: string) => naming.hasOwnRules && formatName(naming.rules, key) === written
  return naming.campaignKeys.find(isWrittenSo) ?? campaignKey(written)
}
