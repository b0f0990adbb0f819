import * as z from 'zod'
import { mostTouches, readTold, refuse, toldFields } from '../ping.ts'
import { asClick, asShopId, membersOf, type Read, readJson } from './read.ts'

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
  const read = readTold(browserDraft, { ...Object.fromEntries(members), ...touchesIn(members.get('click')) })
  return read.kind === 'told' ? read : { kind: 'unreadable', refusal: read, askedShopId: asShopId(members.get('shop')) }
}

/** The snippet tells all clicks of the device in one field, oldest first; an older one, in a visitor's cache, the last alone. */
function touchesIn(click: unknown): { click?: string; touches?: string[] } {
  if (typeof click !== 'string' || !click.includes(',')) return {}
  const told = click.split(',')
  const touches = told.map(asClick).filter((one) => one !== undefined)
  return { click: told.at(-1) ?? '', touches: touches.slice(-mostTouches) }
}

const { shopId: shop, ...browserFields } = toldFields

const browserDraft = z.object({ ...browserFields, shop }).transform(({ shop, ...told }) => ({ ...told, shopId: shop }))

const notAnObject: Read = {
  kind: 'unreadable',
  refusal: refuse('bad-json', '', 'must be a JSON object with an event in it.'),
  askedShopId: undefined,
}
