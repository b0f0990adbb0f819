import { fewestOnBoth } from '../statistics/capture.ts'
import { mostClicks } from './coverage-store.ts'

/** How each figure of the coverage report is worked out. */
export const formulas = {
  orders: 'verified orders also told by pixel or script ÷ verified orders; Wilson 95%',
  links: 'orders credited to a link within the window ÷ all orders; Wilson 95%',
  trust: 'orders by their most trusted source ÷ all orders',
  refundsWithoutOrder: 'refunds of the period whose order was never told; they are in no other figure',
  classes:
    'orders by their best source: verified (the shop’s own systems), reported (by hand), unverified (a browser alone)',
  sources: 'orders a source told of; `only`: those no other source told of; `share`: of all orders',
  lists: 'browser: orders told by pixel or script; shop: verified orders; both: on both lists',
  estimate: `Chapman: (browser + 1)(shop + 1) ÷ (both + 1) − 1, log-normal 95% interval on the unseen part (Chao 1987); from ${fewestOnBoth} orders on both lists`,
  credited:
    'orders by hand alone left out; count: credited orders that a browser told of ÷ (both ÷ shop), never below what was credited; share: credited orders that a browser told of ÷ orders that a browser told of; Wilson 95%',
  disagreements: 'orders of which one source told another amount, currency or click than what was taken',
  agents:
    'orders whose credited click the shop’s own system passed on: those a browser told of too ÷ all of them; fewer than 5 orders are put together as others',
  clickIds: `people’s clicks that arrived in the shop with their id ÷ people’s clicks; by agent from the newest ${mostClicks} clicks that are still kept`,
} as const

/** What has to hold for estimates to be right. */
export const assumptions = [
  'Independence: that a browser fails to tell of an order says nothing about whether the shop’s system does. Where one cause stops both (the shop is down, a payment app never leads back), both miss the same orders and the estimate is too low: read it as “at least”.',
  'The same order has the same order id in every source; otherwise it counts twice and the estimate is too high.',
  'The period is over: what the shop’s system tells late is still missing. Both lists were there for all of it.',
  'Every order that a browser told of happened. A browser’s word can be made up.',
  'Orders that no browser told of were clicked for as often as the others.',
] as const
