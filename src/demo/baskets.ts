import type { Page } from './posts.ts'
import { pickWeighted, type Random, type Weighted } from './random.ts'
import { products } from './shop/products.js'

/** What a customer pays, in øre, reckoned as the demo shop's basket does: VAT is part of every price. */
export type Basket = { readonly value: number; readonly tax: number; readonly shipping: number }

/** A basket that begins with what the post was about. */
export function fillBasket(random: Random, page: Page | undefined): Basket {
  const wanted = products.find(({ id }) => id === page)
  const count = pickWeighted(random, howMany)
  const lines = Array.from({ length: count }, (_, index) =>
    wanted && index === 0 && random() < 0.75 ? wanted : pickWeighted(random, popular),
  )
  const goods = sum(lines.map(({ priceOre }) => priceOre))
  const shipping = goods >= freeFromOre ? 0 : shippingOre
  const tax = sum(lines.map((line) => vatWithin(line.priceOre, line.vatPercent))) + vatWithin(shipping, 25)
  return { value: goods + shipping, tax, shipping }
}

const shippingOre = 5_900
const freeFromOre = 60_000

const howMany: Weighted<number> = [
  [30, 1],
  [32, 2],
  [21, 3],
  [11, 4],
  [6, 6],
]

/** By the order of the shelf: three coffees, the mug, the dripper, the tasting box. */
const popular = products.map((product, index) => [[22, 26, 18, 10, 6, 18][index] ?? 10, product] as const)

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function vatWithin(ore: number, percent: number): number {
  return Math.round((ore * percent) / (100 + percent))
}
