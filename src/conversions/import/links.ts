import type { Runtime } from '../../runtime.ts'
import type { Shop } from '../../shops/shop.ts'
import { readUtm } from '../../links/utm.ts'
import { findToldLink } from '../verify-click.ts'
import type { OrderCells } from './groups.ts'
import { findLinkByUtm } from './reconcile-store.ts'

export type OrderLinks = { of(cells: OrderCells): Promise<string | undefined> }

/**
 * The link that an order's row names, or whose utm values it has, where exactly one link has them. What isn't found is left
 * out: the order counts all the same. Looked up once for each.
 */
export function createOrderLinks({ database }: Runtime, shop: Shop): OrderLinks {
  const known = new Map<string, Promise<string | undefined>>()
  const once = (key: string, find: () => Promise<string | undefined>) => {
    const found = known.get(key) ?? find()
    if (known.size > 10_000) known.clear()
    known.set(key, found)
    return found
  }
  return {
    async of({ link, landingSite, ...cells }) {
      const slug = link?.split(/[?#]/, 1)[0]?.split('/').at(-1)
      const named = slug
        ? await once(`slug ${slug}`, async () => ((await findToldLink(database, shop, slug)) ? slug : undefined))
        : undefined
      if (named !== undefined) return named
      const inUrl = readUtm(landingSite ?? '')
      const { source = inUrl.source, medium = inUrl.medium, campaign = inUrl.campaign } = cells
      const content = cells.content ?? inUrl.content ?? ''
      if (source === undefined || medium === undefined || campaign === undefined) return undefined
      const utm = { source, medium, campaign, content }
      return once(`utm ${JSON.stringify(utm)}`, () => findLinkByUtm(database, shop.id, utm))
    },
  }
}
