import { nearest } from '../../http/nearest.ts'
import { refuse, type Refusal } from '../ping.ts'
import { type Delivery, membersOf, type Read, readExactJson, tell, unreadable } from './read.ts'

/**
 * A postback as affiliate networks send them: `clickid`, `txid`, `payout`, `currency`, `status` and their other names, in
 * the query, a form or JSON. A transaction is one conversion, and a later postback of it brings it up to date; without
 * a transaction's id there is one for each click and event.
 */
export function readPostback({ raw, envelope, receivedAt, clickParam }: Delivery): readonly Read[] {
  const fields = readFields(raw, envelope.query)
  if (fields === undefined) return [unreadable(refuse('bad-json', '', 'is not valid JSON, nor a form.'))]
  const unfilled = findUnfilled(fields, clickParam)
  if (unfilled) return [unreadable(unfilled)]
  const status = readStatus(fields)
  if (typeof status === 'object') return [unreadable(status)]
  return [tellStatus(status, { fields, receivedAt, clickParam })]
}

/** By lower-case name; empty ones are left out, and of two the first counts. The address says more than the body. */
function readFields(raw: Uint8Array, query = ''): ReadonlyMap<string, string> | undefined {
  const body = new TextDecoder().decode(raw)
  const isJson = /^\s*[[{]/.test(body)
  const json = isJson ? readExactJson(raw) : undefined
  if (json?.kind === 'refused') return undefined
  const told = json ? [...membersOf(json.value)] : [...new URLSearchParams(body)]
  const fields = new Map<string, string>()
  for (const [name, value] of [...new URLSearchParams(query), ...told]) {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
    if (text !== '' && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), text)
  }
  return fields
}

type Asked = {
  readonly fields: ReadonlyMap<string, string>
  readonly receivedAt: number
  readonly clickParam: string
}

type Status = 'lead' | 'sale' | 'rejected' | 'reversed'

/** `sale` may be another event than a purchase where the postback names one. */
function tellStatus(status: Status, { fields, receivedAt, clickParam }: Asked): Read {
  const named = find(fields, names.event)?.toLowerCase().replaceAll(/\s+/g, '_')
  const event = status === 'lead' ? 'lead' : named === undefined || named === 'sale' ? 'purchase' : named
  const click = find(fields, [clickParam.toLowerCase(), ...names.click])
  const own = find(fields, names.transaction) ?? (click === undefined ? undefined : `click-${click}`)
  if (own === undefined)
    return unreadable(refuse('no-order', '/txid', 'is missing, and so is clickid: send one of them, better both.'))
  const money = { value: find(fields, names.value)?.replace(/^-/, ''), currency: find(fields, ['currency', 'cur']) }
  if (status === 'rejected' || status === 'reversed') {
    // Whatever amount comes with it, the order's own is what is taken back.
    const refund = { event: 'refund', orderId: own }
    return tell(refund, { isRest: true, needsOrder: true })
  }
  if (money.value !== undefined && money.currency === undefined) return unreadable(noCurrency)
  const isRefund = event === 'refund'
  const id = event === 'purchase' || isRefund ? { orderId: own } : { eventId: own }
  return tell({ event, ...id, ...(money.value === undefined ? {} : money), click }, { asOf: receivedAt })
}

const noCurrency = refuse(
  'bad-money',
  '/currency',
  'is missing: write it into the address at the network, such as ?currency=EUR, if its payouts are always in one.',
)

const names = {
  click: [
    ...['clickid', 'click_id', 'click-id', 'click', 'cid', 'subid', 'sub_id', 'aff_sub', 'tracking_uuid'],
    ...['external_id', 's1'],
  ],
  transaction: ['txid', 'tid', 'transaction_id', 'transactionid', 'order_id', 'orderid', 'order', 'conversion_id'],
  value: ['payout', 'revenue', 'amount', 'sum', 'price', 'value'],
  event: ['event', 'event_type', 'et'],
  status: ['status'],
} as const

function find(fields: ReadonlyMap<string, string>, named: readonly string[]): string | undefined {
  return named.map((name) => fields.get(name)).find((value) => value !== undefined)
}

/** A network that knows no such placeholder sends it as it stands: `{clickid}`, `[click_id]`, `#s2#`, `__CLICK_ID__`. */
function findUnfilled(fields: ReadonlyMap<string, string>, clickParam: string): Refusal | undefined {
  const read = new Set<string>([...Object.values(names).flat(), 'currency', 'cur', clickParam.toLowerCase()])
  for (const [name, value] of fields) {
    if (!read.has(name) || !/^(?:\$?\{.*\}|<.*>|\[.*\]|#.*#|%.*%|%7b.*|__\w+__)$/is.test(value)) continue
    const detail = `holds ${value.slice(0, 60)}: the network didn't fill in its placeholder. Look up what it calls this one.`
    return refuse('bad-field', `/${name}`, detail)
  }
  return undefined
}

/**
 * What the network's own word for a status means. A shop adds words in the address, as in
 * `?sale_status=ok,1&rejected_status=no`, and those come first.
 */
function readStatus(fields: ReadonlyMap<string, string>): Status | Refusal {
  const told = find(fields, names.status)?.toLowerCase()
  if (told === undefined) return 'sale'
  const added = statuses.find(([, { parameter }]) =>
    fields
      .get(parameter)
      ?.toLowerCase()
      .split(',')
      .some((word) => word.trim() === told),
  )
  const known = added ?? statuses.find(([, { words }]) => words.includes(told))
  if (known) return known[0]
  const all = statuses.flatMap(([, { words }]) => words)
  const meant = nearest(told, all)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  const detail = `${told.slice(0, 60)} is not known.${hint} Say what it means in the address, such as sale_status=${told.slice(0, 60)}.`
  return refuse('bad-field', '/status', detail)
}

type Words = { readonly parameter: string; readonly words: readonly string[] }

const statuses: readonly (readonly [Status, Words])[] = [
  ['lead', { parameter: 'lead_status', words: ['lead', 'hold', 'pending', 'new', 'open'] }],
  [
    'sale',
    { parameter: 'sale_status', words: ['approved', 'confirmed', 'accepted', 'sale', 'paid', 'success', 'completed'] },
  ],
  [
    'rejected',
    {
      parameter: 'rejected_status',
      words: ['rejected', 'reject', 'declined', 'cancelled', 'canceled', 'trash', 'fraud', 'void'],
    },
  ],
  ['reversed', { parameter: 'reversed_status', words: ['reversed', 'reversal', 'chargeback', 'refund', 'refunded'] }],
]
