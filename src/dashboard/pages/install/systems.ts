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

/** Who tells of orders where a shop is connected that way; told by hand or brought in from a list, it may not be. */
const tellers: Readonly<Record<System, readonly string[]>> = {
  shopify: ['shopify', 'script', 'pixel'],
  woocommerce: ['woocommerce'],
  stripe: ['stripe'],
  gtm: ['script', 'pixel'],
  own: ['signed', 'api', 'script', 'pixel'],
  postback: ['postback'],
  none: ['hand', 'api', 'script', 'pixel'],
}

/** Whether an order was told by the chosen way itself; before one is chosen, by any that a shop is connected by. */
export function isToldBy(system: System | undefined, told: readonly { readonly source: string }[]): boolean {
  return told.some(({ source }) =>
    system === undefined ? source !== 'hand' && source !== 'import' : tellers[system].includes(source),
  )
}

/** Whether the shop's pages are expected to carry the snippet. */
export function usesSnippet(system: System): boolean {
  return system === 'shopify' || system === 'gtm' || system === 'own'
}

export function systemOfSource(source: ShopSource): System | undefined {
  return systems.find((system) => sourceOf[system] === source)
}
