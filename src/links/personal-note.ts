import { toLatinDigits } from '../shops/latin-digits.ts'
import { personalKind } from './personal-data.ts'

/**
 * What kind of personal data stands anywhere in a note, in words for a sentence; undefined for none. Numbers that orders
 * go by, dates and amounts may stand there.
 */
export function personalKindInNote(note: string): string | undefined {
  const plain = toLatinDigits(note.normalize('NFKC'))
  // A number of an order is one, also where nothing else stands in the note.
  const rest = plain.replaceAll(orderNumber, ' ')
  return personalKind(rest) ?? (phones.some((phone) => holdsPhone(rest, phone)) ? 'a phone number' : undefined)
}

const orderNumber =
  /(?<!\p{L})(?:orders?|ordre|bestilling|beställning|zamówienie|invoice|faktura|receipt|kvittering|sku|art|ref|คำสั่งซื้อ)\.?[\s:#-]*(?:(?:number|no|nr|nummer|numer|id)\.?)?[\s:#-]*\d{1,20}(?!\d)/giu

/** The digits that follow a word for a phone, however parted. */
const announced =
  /(?<!\p{L})(?:tlf|tel|telefon|telephone|phone|cell|mob|mobil|mobile|call|ring|sms|text|whatsapp|viber|line|kom|komórka|โทร|เบอร์)(?!\p{L})[^\p{L}\d]{0,4}(?:(?:no|nr|number|nummer)\.?[\s:]*)?(?<digits>\d[\d\s().-]{4,18}\d)/giu
/** 98765432 and 0171 2345678. */
const whole = /(?<![\d.,])(?<digits>\d{8,12}|0\d{1,4}[\s/-]+\d[\d\s-]{4,10}\d)(?![\d]|[.,]\d)/g
/** As Norway, Poland, the United States and France part them: 987 65 432, 98 76 54 32, 601 234 567, (555) 123-4567, 06.12.34.56.78. */
const parted =
  /(?<![\d.,-])(?<digits>\d{3} \d{2} \d{3}|\d{2} \d{2} \d{2} \d{2}|\d{3}[ -]\d{3}[ -]\d{3,4}|\(\d{3}\) ?\d{3}[ -]\d{4}|0\d(?:[ .-]\d{2}){4})(?![\d-]|[.,]\d)/g
const phones = [announced, whole, parted]

function holdsPhone(text: string, pattern: RegExp): boolean {
  return [...text.matchAll(pattern)].some(({ groups }) => {
    const digits = groups?.['digits'] ?? ''
    return digits.replace(/\D/g, '').length >= 6 && !day.test(digits.trim())
  })
}

/** 20261120, 20112026, 2026-11-20, 20.11.2026: what phones are mistaken for. */
const day =
  /^(?:(?:19|20)\d{2}[.\s-]?(?:0\d|1[0-2])[.\s-]?[0-3]\d|[0-3]?\d[.\s-]?[01]?\d[.\s-]?20\d{2})(?:[\s-]+[0-2]?\d\.[0-5]\d)?$/
