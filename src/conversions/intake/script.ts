import * as z from 'zod'
import { readTold, refuse, toldFields } from '../ping.ts'
import { asShopId, membersOf, type Read, readJson } from './read.ts'

/**
 * A ping of till.js: JSON, the shop's id as `shop`. Fields that are unknown here are passed over: a snippet in a
 * visitor's cache may be older or newer than the server. Its `at` is passed over too: visitors' clocks are wrong more
 * often than a ping is late.
 */
export function readScript(raw: Uint8Array): Read {
  const json = readJson(raw)
  if (json.kind === 'refused') return { kind: 'unreadable', refusal: json, askedShopId: undefined }
  const members = membersOf(json.value)
  return members.size > 0 ? readMembers(members) : notAnObject
}

/** What a browser may tell, by the snippet's names. */
export function readMembers(members: ReadonlyMap<string, unknown>): Read {
  const read = readTold(browserDraft, Object.fromEntries(members))
  return read.kind === 'told' ? read : { kind: 'unreadable', refusal: read, askedShopId: asShopId(members.get('shop')) }
}

const { shopId: shop, ...browserFields } = toldFields

const browserDraft = z.object({ ...browserFields, shop }).transform(({ shop, ...told }) => ({ ...told, shopId: shop }))

const notAnObject: Read = {
  kind: 'unreadable',
  refusal: refuse('bad-json', '', 'must be a JSON object with an event in it.'),
  askedShopId: undefined,
}
