import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { knownPost } from './check.ts'
import { createLink, previewLink } from './create.ts'
import type { Link, LinkDraft } from './link.ts'
import type { NamingWarning } from './naming-lint.ts'
import { loadNaming, nameDraft, type Naming } from './naming-link.ts'

/** A link, and what its shop's naming rules say of its names. */
export type NamedLink = { readonly link: Link; readonly warnings: readonly NamingWarning[] }

/** As `createLink`, its names written by the shop's rules. `naming`: what `loadNaming` read, for several links. */
export async function createNamed(runtime: Runtime, shop: Shop, draft: LinkDraft, naming?: Naming): Promise<NamedLink> {
  const named = await nameIt(runtime, shop, draft, naming)
  return { link: await createLink(runtime, shop, draft, named), warnings: named.warnings }
}

/** The link that `createNamed` would make, with nothing stored. @throws Problem as `createLink` */
export async function previewNamed(runtime: Runtime, shop: Shop, draft: LinkDraft): Promise<NamedLink> {
  const named = await nameIt(runtime, shop, draft, undefined)
  return { link: await previewLink(runtime, shop, draft, named), warnings: named.warnings }
}

async function nameIt(runtime: Runtime, shop: Shop, draft: LinkDraft, naming: Naming | undefined) {
  const post = draft.postId === undefined ? undefined : await knownPost(runtime, shop.id, draft.postId)
  return nameDraft(runtime, { shop, naming: naming ?? (await loadNaming(runtime, shop)), draft, post })
}
