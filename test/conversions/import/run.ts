import { importOrders, type OrderImportAsked } from '../../../src/conversions/import/import.ts'
import type { OrderImportSummary, OrderOutcome } from '../../../src/conversions/import/outcome.ts'
import type { Runtime } from '../../../src/runtime.ts'
import { findShop } from '../../../src/shops/store.ts'
import { pieces } from '../../links/import/run.ts'

export const plainAsked: OrderImportAsked = {
  ...{ from: 'auto', map: [], status: [], decimals: 'auto', dates: 'auto', dryRun: false },
}

/** A whole import into shop-1: every outcome, and the summary. */
export async function runOrders(
  runtime: Runtime,
  file: string | Uint8Array,
  over: Partial<OrderImportAsked> = {},
): Promise<{ outcomes: OrderOutcome[]; summary: OrderImportSummary }> {
  const { outcomes, summary } = await runStep(runtime, file, over)
  return { outcomes, summary }
}

/** What one call takes in of it, and where the next one begins. */
export async function runStep(
  runtime: Runtime,
  file: string | Uint8Array,
  over: Partial<OrderImportAsked> = {},
): Promise<{ outcomes: OrderOutcome[]; summary: OrderImportSummary; nextRow: number | undefined }> {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('there is no shop')
  const outcomes: OrderOutcome[] = []
  let [summary, nextRow]: [OrderImportSummary | undefined, number | undefined] = [undefined, undefined]
  for await (const step of await importOrders(runtime, shop, pieces(file, 1021), { ...plainAsked, ...over })) {
    outcomes.push(...step.outcomes)
    summary = step.summary
    nextRow = step.nextRow
  }
  if (!summary) throw new Error('there is no summary')
  return { outcomes, summary, nextRow }
}

/** As Shopify's orders_export.csv begins since 2025. */
export const shopifyHeader =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name'

/** As "Order Export & Order Import" of WebToffee begins. */
export const webtoffeeHeader =
  'order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,order_currency,payment_method,payment_method_title,transaction_id,customer_ip_address,customer_user_agent,shipping_method,customer_id,customer_user,customer_email,billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,customer_note,wt_import_key,shipping_items,fee_items,tax_items,coupon_items,refund_items,order_notes,download_permissions,meta:_wc_order_attribution_session_entry,line_item_1'

/** As "Advanced Order Export" of AlgolPlus begins. */
export const algolplusHeader =
  'Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax'

/** A row of a file with this header; columns that aren't named stay empty. */
export function rowOf(header: string, cells: Readonly<Record<string, string>>): string {
  const names = header.split(',')
  for (const name of Object.keys(cells)) if (!names.includes(name)) throw new Error(`no column ${name}`)
  return names.map((name) => quote(cells[name] ?? '')).join(',')
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A paid order of 499.50 NOK in Shopify's export; tests write what matters. */
export function shopifyRow(cells: Readonly<Record<string, string>> = {}): string {
  return rowOf(shopifyHeader, {
    ...{ Name: '#1001', Email: 'kari@mail.example', 'Financial Status': 'paid', Currency: 'NOK', Total: '499.50' },
    ...{ Taxes: '99.90', Shipping: '0.00', 'Created at': '2026-11-20 14:05:33 +0100', Id: '5901234567890' },
    ...{ 'Billing Name': 'Kari Nordmann', 'Shipping Street': 'Storgata 1', 'Lineitem name': 'Sweater', Source: 'web' },
    ...cells,
  })
}

/** A line of the same order. */
export function shopifyItem(name: string, item: string): string {
  return rowOf(shopifyHeader, { Name: name, Email: 'kari@mail.example', 'Lineitem name': item })
}

export function fileOf(header: string, ...rows: readonly string[]): string {
  return [header, ...rows, ''].join('\n')
}
