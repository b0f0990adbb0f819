/** Metrics that follow from clicks, so that a plan can go back from them. */
export const plannable = [
  'orders',
  'revenue',
  'new_customers',
  'leads',
  'add_to_cart',
  'begin_checkout',
  'link_clicks',
] as const
export type Plannable = (typeof plannable)[number]
