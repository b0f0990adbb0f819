import type { ShopSource } from '../../queries/install.ts'

/** What a shop is run with, as far as that changes how it is connected. */
export const systems = ['shopify', 'woocommerce', 'stripe', 'gtm', 'own', 'postback', 'none'] as const
export type System = (typeof systems)[number]

/** The system that signs and sends by itself, where there is one. */
export const sourceOf: Readonly<Record<System, ShopSource | undefined>> = {
  shopify: 'shopify',
  woocommerce: 'woocommerce',
  stripe: 'stripe',
  gtm: undefined,
  own: 'signed',
  postback: 'postback',
  none: undefined,
}

/** Whether the shop's pages are expected to carry the snippet. */
export function usesSnippet(system: System): boolean {
  return system === 'shopify' || system === 'gtm' || system === 'own'
}

export function systemOfSource(source: ShopSource): System | undefined {
  return systems.find((system) => sourceOf[system] === source)
}
