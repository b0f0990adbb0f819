import type { OrderField } from './fields.ts'

export const orderLayoutIds = ['csv', 'shopify', 'woocommerce'] as const
export type OrderLayoutId = (typeof orderLayoutIds)[number]

/** A list of orders that is recognised by its columns, their names in lower case, letters and digits only. */
export type OrderLayout = {
  readonly id: OrderLayoutId
  readonly name: string
  /** It is one when it has all columns of one of these. */
  readonly marks: readonly (readonly string[])[]
  /** What its columns are called, where that goes before what they are called elsewhere. */
  readonly spellings: { readonly [field in OrderField]?: readonly string[] }
}

/**
 * The first that fits is taken.
 * @source Shopify: the columns of orders_export.csv; WooCommerce: "Order Export & Order Import" (WebToffee) and
 * "Customer/Order/Coupon Export" (SkyVerge), whose columns are order_id, order_total …; "Advanced Order Export" (AlgolPlus),
 * "Order Total Amount" …; WooCommerce Analytics, "N. Revenue (formatted)", whose net sales are no order's amount.
 */
export const orderLayouts: readonly OrderLayout[] = [
  {
    id: 'shopify',
    name: 'Shopify',
    marks: [
      ['name', 'financialstatus', 'total'],
      ['name', 'lineitemname', 'total'],
    ],
    spellings: {
      orderId: ['id'],
      orderName: ['name'],
      status: ['financialstatus'],
      occurredAt: ['createdat'],
      customerEmail: ['email'],
      coupon: ['discountcode'],
      refunded: ['refundedamount'],
      notes: ['noteattributes'],
      test: ['paymentmethod'],
    },
  },
  {
    id: 'woocommerce',
    name: 'WooCommerce',
    marks: [
      ['orderid', 'ordertotal', 'ordernumber'],
      ['orderid', 'ordertotal', 'status'],
      ['ordernumber', 'ordertotalamount'],
      ['orderid', 'ordertotalamount'],
      ['order', 'nrevenueformatted'],
    ],
    spellings: {
      orderId: ['orderid', 'ordernumber', 'order'],
      orderName: ['ordernumberformatted', 'ordernumber'],
      value: ['ordertotal', 'ordertotalamount'],
      customerId: ['customerid', 'customeruser', 'customeruserid', 'userid'],
      customerEmail: ['billingemail', 'emailbilling', 'customeremail'],
      landingSite: ['metawcorderattributionsessionentry', 'wcorderattributionsessionentry'],
      campaign: ['metawcorderattributionutmcampaign', 'wcorderattributionutmcampaign'],
      source: ['metawcorderattributionutmsource', 'wcorderattributionutmsource'],
      medium: ['metawcorderattributionutmmedium', 'wcorderattributionutmmedium'],
      content: ['metawcorderattributionutmcontent', 'wcorderattributionutmcontent'],
    },
  },
  { id: 'csv', name: 'CSV', marks: [], spellings: {} },
]
