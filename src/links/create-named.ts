import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { knownPost } from './check.ts'
import { createLink, previewLink } from './create.ts'
import { type Ground, readGround } from './ground.ts'
import type { Link, LinkDraft } from './link.ts'
import type { NamingWarning } from './naming-lint.ts'
import { loadNaming, nameDraft, type Naming } from './naming-link.ts'

/** A link, and what its shop's naming rules say of its names. */
export type NamedLink = { readonly link: Link; readonly warnings: readonly NamingWarning[] }

/** What naming and making links of a shop goes by; read once for several links. */
export type NamedGround = Ground & { readonly naming: Naming }

export async function readNamedGround(runtime: Runtime, shop: Shop): Promise<NamedGround> {
  return { ...(await readGround(runtime, shop.id)), naming: await loadNaming(runtime, shop) }
}

/** As `createLink`, its names written by the shop's rules. */
export async function createNamed(
  runtime: Runtime,
  shop: Shop,
  draft: LinkDraft,
  ground?: NamedGround,
): Promise<NamedLink> {
  const named = await nameIt(runtime, shop, draft, ground)
  return { link: await createLink(runtime, shop, draft, named), warnings: named.warnings }
}

/** The link that `createNamed` would make, with nothing stored. @throws Problem as `createLink` */
export async function previewNamed(runtime: Runtime, shop: Shop, draft: LinkDraft): Promise<NamedLink> {
  const named = await nameIt(runtime, shop, draft)
  return { link: await previewLink(runtime, shop, draft, named), warnings: named.warnings }
}

async function nameIt(runtime: Runtime, shop: Shop, draft: LinkDraft, known?: NamedGround) {
  const post = draft.postId === undefined ? undefined : await knownPost(runtime, shop.id, draft.postId)
  const ground = known ?? (await readNamedGround(runtime, shop))
  const { naming, knownKey } = ground
  return { ...(await nameDraft(runtime, { shop, naming, draft, post, knownKey })), ground }
}
