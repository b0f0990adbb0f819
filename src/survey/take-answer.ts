import { nanoid } from 'nanoid'
import type { Runtime } from '../runtime.ts'
import { localDay } from '../shops/calendar.ts'
import { findErased, orderNames } from '../shops/erased.ts'
import { findShop } from '../shops/store.ts'
import { write } from '../storage/database.ts'
import { wordOf } from './place.ts'
import { addAnswer, findOrderTimes, findSurvey, readOwnWords } from './store.ts'
import { type AnswerBody, giveWayBefore, orderOf, placeOfAnswer } from './survey.ts'

/** `kept` says as little of an order that was answered already, or erased, as of any other. */
export type TakenAnswer =
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly why: 'no-survey' | 'no-option' }

/**
 * Keeps what a customer says led them here. Nothing of the visitor is read or kept: neither address nor browser; it is
 * told actively, so that Sec-GPC doesn't forbid it. Durable when it resolves.
 */
export async function takeAnswer(runtime: Runtime, shopId: string, body: AnswerBody): Promise<TakenAnswer> {
  const { database } = runtime
  const [survey, shop] = await Promise.all([findSurvey(database, shopId), findShop(database, shopId)])
  if (!survey?.isOn || !shop) return { kind: 'refused', why: 'no-survey' }
  const text = body.option === 'other' ? body.text : undefined
  const place = placeOfAnswer(survey, { option: body.option, text }, await ownWords(runtime, shopId, text))
  if (!place) return { kind: 'refused', why: 'no-option' }
  const { order, isUnfilled } = orderOf(body)
  if (order !== undefined && (await findErased(database, orderNames(shopId, order, []))).length > 0)
    return { kind: 'kept' }
  const now = runtime.now()
  const times = order === undefined ? undefined : await findOrderTimes(database, shopId, order)
  const answer = {
    ...{ id: `ans_${nanoid(12)}`, shopId, orderId: order ?? null, isUnfilled, option: body.option, place },
    ...{ text: text ?? null, word: wordOf(text ?? '') || null, position: body.position ?? null },
    ...{ day: localDay(now, shop.timeZone), createdAt: now },
  }
  await write(database, addAnswer(answer, giveWayBefore(times, now)))
  return { kind: 'kept' }
}

function ownWords({ database }: Runtime, shopId: string, text: string | undefined) {
  return text === undefined ? new Map() : readOwnWords(database, shopId)
}
