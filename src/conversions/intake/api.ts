import { conversionDraft, readTold } from '../ping.ts'
import { asShopId, membersOf, type Read, readJson } from './read.ts'

/** A call of the API: JSON by `conversionDraft`. Unknown fields are refused, so that a slip doesn't go unseen. */
export function readApi(raw: Uint8Array): Read {
  const json = readJson(raw)
  if (json.kind === 'refused') return { kind: 'unreadable', refusal: json, askedShopId: undefined }
  const read = readTold(conversionDraft, json.value)
  if (read.kind === 'told') return read
  return { kind: 'unreadable', refusal: read, askedShopId: asShopId(membersOf(json.value).get('shopId')) }
}
