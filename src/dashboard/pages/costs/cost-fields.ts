import type { Cost } from '../../queries/costs.ts'
import { plainAmount, readHours } from './hours.ts'

export const costPlaces = ['post', 'campaign', 'channel', 'shop'] as const
export type CostPlace = (typeof costPlaces)[number]

/** What the form holds: texts as they were typed. */
export type CostFields = {
  readonly place: CostPlace
  readonly postId: string
  /** Of the post that is chosen, also where no list has it. */
  readonly postTitle: string
  readonly campaignId: string
  readonly channel: string
  readonly hours: string
  readonly amount: string
  readonly currency: string
  readonly kind: Cost['kind'] | ''
  readonly from: string
  readonly to: string
  readonly note: string
}

export function newFields(today: string, currency: string, over: Partial<CostFields> = {}): CostFields {
  return {
    ...{ place: 'post', postId: '', postTitle: '', campaignId: '', channel: '', hours: '', amount: '' },
    ...{ kind: '', from: today, to: today, note: '', currency },
    ...over,
  }
}

export function fieldsOf(cost: Cost, currency: string): CostFields {
  const { scope } = cost
  return {
    place: scope === 'link' ? 'post' : scope,
    postId: cost.postId ?? '',
    postTitle: cost.label ?? '',
    campaignId: scope === 'campaign' ? (cost.campaignId ?? '') : '',
    channel: scope === 'channel' ? (cost.channel ?? '') : '',
    hours: cost.hours === null ? '' : String(cost.hours),
    amount: cost.amount ?? '',
    currency: cost.currency ?? currency,
    ...{ kind: cost.kind, from: cost.from, to: cost.to, note: cost.note ?? '' },
  }
}

/** What is missing before it can be sent, by field. */
export function faultOf(fields: CostFields): 'place' | 'hours' | 'nothing' | undefined {
  const { place, hours, amount } = fields
  if (place === 'post' && fields.postId === '') return 'place'
  if (place === 'campaign' && fields.campaignId === '') return 'place'
  if (place === 'channel' && fields.channel === '') return 'place'
  if (readHours(hours) === undefined) return 'hours'
  return readHours(hours) === 0 && amount.trim() === '' ? 'nothing' : undefined
}

/** As the API takes it; a cost of a link stays with its link. */
export function draftFrom(fields: CostFields, before?: Cost) {
  const { place, postId, campaignId, channel, amount, currency, kind, from, to, note } = fields
  const hours = readHours(fields.hours) ?? 0
  const money = amount.trim() === '' ? null : plainAmount(amount)
  const isSameLink = before?.scope === 'link' && place === 'post' && before.postId === postId
  return {
    ...{ from, to, note: note.trim() || null, hours: hours === 0 ? null : hours, amount: money },
    ...(money === null ? { currency: null } : { currency }),
    ...(kind === '' ? {} : { kind }),
    linkId: isSameLink ? before.linkId : null,
    postId: place === 'post' && !isSameLink ? postId : null,
    campaignId: place === 'campaign' ? campaignId : null,
    channel: place === 'channel' ? channel : null,
  }
}
