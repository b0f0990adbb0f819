import { showDay, showInstant } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import { type Disagreement, findDisagreements } from './disagreement.ts'
import type { JourneyTouch } from './journey-store.ts'
import type { Quarantined } from './quarantine-store.ts'
import type { Recorded } from './record.ts'
import type { Replayed } from './replay.ts'
import type { Conversion } from './store.ts'

/** A conversion as the API shows it: money as decimal text, times in ISO 8601. */
export function showConversion(conversion: Conversion) {
  const { id, shopId, event, orderId, refundId, value, tax, shipping, currency, attributedTo, coupon } = conversion
  return {
    id,
    shopId,
    event,
    orderId,
    refundId,
    value: showAmount(value, currency),
    tax: showAmount(tax, currency),
    shipping: showAmount(shipping, currency),
    currency,
    converted: showConverted(conversion.converted),
    attributedTo,
    coupon,
    clickNote: conversion.clickNote,
    sharedClick: conversion.shared !== null,
    touches: conversion.touches,
    newCustomer: conversion.isNewCustomer,
    customerKind: conversion.customerKind,
    disagreements: showDisagreements(conversion),
    test: conversion.isTest,
    occurredAt: showInstant(conversion.occurredAt),
    createdAt: showInstant(conversion.createdAt),
    sources: conversion.evidence.map((one) => ({
      source: one.source,
      value: showAmount(one.value, one.currency),
      currency: one.currency,
      click: one.click,
      told: one.told,
      receivedAt: showInstant(one.receivedAt),
    })),
  }
}

/** One alone, with the way to it, oldest first. */
export function showWholeConversion(conversion: Conversion, journey: readonly JourneyTouch[]) {
  const touches = journey.map((touch) => ({ ...touch, at: new Date(touch.at).toISOString() }))
  return { ...showConversion(conversion), journey: touches }
}

function showDisagreements(conversion: Conversion) {
  const { value, currency, click, evidence } = conversion
  // Mostly they tell the same, which is seen without ranking them.
  const isAgreed = evidence.every(
    (told) =>
      (told.value === null || told.value === value) &&
      (told.currency === null || told.currency === currency) &&
      (told.click === null || told.click === click),
  )
  return isAgreed ? [] : findDisagreements(conversion).map((one) => showDisagreement(one, conversion))
}

function showDisagreement({ field, told, taken, ...rest }: Disagreement, { currency }: Conversion) {
  const show = (one: string | number) => (typeof one === 'number' ? showMoney(one, currency ?? '') : one)
  return { field, told: show(told), taken: show(taken), ...rest }
}

/** The answer to a conversion that was told. `attributionNote` says why nobody is credited; `id` is null for what was erased. */
export function showOutcome(recorded: Exclude<Recorded, { kind: 'refused' }>) {
  if (recorded.kind === 'erased') return { id: null, outcome: recorded.kind, attributedTo: null, attributionNote: null }
  const { id, attributedTo, clickNote } = recorded.conversion
  return { id, outcome: recorded.kind, attributedTo, attributionNote: clickNote }
}

export function showQuarantined(quarantined: Quarantined) {
  const { id, shopId, source, reason, detail, raw, receivedAt, replayedAt, replayOutcome } = quarantined
  return {
    id,
    shopId,
    source,
    reason,
    detail,
    raw: new TextDecoder().decode(raw),
    receivedAt: new Date(receivedAt).toISOString(),
    replayedAt: replayedAt === null ? null : new Date(replayedAt).toISOString(),
    replayOutcome,
  }
}

/** One alone, with what came beside its bytes, and the first of these as hexadecimal digits. */
export function showWholeQuarantined(quarantined: Quarantined) {
  const { raw, envelope } = quarantined
  return { ...showQuarantined(quarantined), envelope, bytes: raw.length, hex: toHex(raw.slice(0, mostHexBytes)) }
}

const mostHexBytes = 16 * 1024

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `quarantineId`: where a ping that was refused again lies now, with its reason. */
export function showReplayed(id: string, { recorded, againId }: Extract<Replayed, { kind: 'replayed' }>) {
  const nothing = { conversionId: null, attributedTo: null, attributionNote: null, quarantineId: null, reason: null }
  if (recorded === null) return { id, ...nothing, outcome: 'ignored' as const }
  if (recorded.kind === 'refused')
    return { id, ...nothing, outcome: 'quarantined' as const, quarantineId: againId, reason: recorded.why }
  const { id: conversionId, ...shown } = showOutcome(recorded)
  return { id, ...nothing, ...shown, conversionId }
}

function showConverted(converted: Conversion['converted']) {
  if (!converted) return null
  const { value, tax, shipping, currency, rate, rateDay } = converted
  return {
    value: showMoney(value, currency),
    tax: showAmount(tax, currency),
    shipping: showAmount(shipping, currency),
    currency,
    rate,
    rateDay: showDay(rateDay),
  }
}

/** Null where there is no amount, or nobody knows of which currency. */
export function showAmount(minor: number | null, currency: string | null): string | null {
  return minor === null || currency === null ? null : showMoney(minor, currency)
}
