// The basket lives as long as the tab: { productId: quantity } in sessionStorage.

import { findProduct } from './products.js'

const KEY = 'fjellkaffe-basket'
const SHIPPING_ORE = 5900
const FREE_SHIPPING_FROM_ORE = 60000
const SHIPPING_VAT_PERCENT = 25

export function basketLines() {
  return Object.entries(read()).flatMap(([id, quantity]) => {
    const product = findProduct(id)
    return product ? [{ product, quantity, sumOre: product.priceOre * quantity }] : []
  })
}

export function addToBasket(id) {
  setQuantity(id, (read()[id] ?? 0) + 1)
}

export function setQuantity(id, quantity) {
  const { [id]: _, ...others } = read()
  sessionStorage.setItem(KEY, JSON.stringify(quantity > 0 ? { ...others, [id]: Math.min(quantity, 20) } : others))
}

export function emptyBasket() {
  sessionStorage.removeItem(KEY)
}

/** What the customer pays, in øre; VAT is part of every price. */
export function basketTotals() {
  const lines = basketLines()
  const goodsOre = sum(lines.map((line) => line.sumOre))
  const shippingOre = goodsOre === 0 || goodsOre >= FREE_SHIPPING_FROM_ORE ? 0 : SHIPPING_ORE
  const taxOre =
    sum(lines.map((line) => vatWithin(line.sumOre, line.product.vatPercent))) +
    vatWithin(shippingOre, SHIPPING_VAT_PERCENT)
  return { goodsOre, shippingOre, taxOre, totalOre: goodsOre + shippingOre, freeFromOre: FREE_SHIPPING_FROM_ORE }
}

/** 14900 → "149.00", as the pings have it. */
export function toDecimal(ore) {
  return (ore / 100).toFixed(2)
}

/** 14900 → "149 kr", 14950 → "149,50 kr". */
export function toPrice(ore) {
  return `${(ore / 100).toLocaleString('nb-NO', { minimumFractionDigits: ore % 100 ? 2 : 0 })} kr`
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}

function vatWithin(ore, percent) {
  return Math.round((ore * percent) / (100 + percent))
}
