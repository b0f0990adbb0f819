import { conversionDraft, readTold } from '../ping.ts'
import { asShopId, membersOf, type Read, readJson, unreadable } from './read.ts'

/** A call of the API: JSON by `conversionDraft`. Unknown fields are refused, so that a slip doesn't go unseen. */
export function readApi(raw: Uint8Array): Read {
  const json = readJson(raw)
  return json.kind === 'refused' ? unreadable(json) : readApiValue(json.value)
}

/** The same of JSON that was read already. */
export function readApiValue(value: unknown): Read {
  const read = readTold(conversionDraft, value)
  if (read.kind === 'told') return read
  return { kind: 'unreadable', refusal: read, askedShopId: asShopId(membersOf(value).get('shopId')) }
}
