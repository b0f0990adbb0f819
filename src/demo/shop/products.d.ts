export const products: readonly { readonly id: string; readonly priceOre: number; readonly vatPercent: number }[]
