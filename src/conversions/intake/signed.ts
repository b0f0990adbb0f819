import { refuse } from '../ping.ts'
import { readApiValue } from './api.ts'
import { type Delivery, type Read, readExactJson, unreadable } from './read.ts'

/** Conversions in one delivery. */
const mostParts = 100

/** A webhook of the shop's own, signed by Standard Webhooks: one conversion as the API takes it, or a list of them. */
export function readSigned({ raw }: Delivery): readonly Read[] {
  const json = readExactJson(raw)
  if (json.kind === 'refused') return [unreadable(json)]
  if (!Array.isArray(json.value)) return [readApiValue(json.value)]
  if (json.value.length > mostParts)
    return [unreadable(refuse('bad-field', '', `must have ${mostParts} conversions at most: send more in several.`))]
  return json.value.map(readApiValue)
}
