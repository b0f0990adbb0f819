import type { QrStyle } from '../../src/links/qr-style.ts'
import { qrStyle } from '../../src/links/qr-style.ts'

/** What codes say, short to long; the last ones are longer than any short URL. */
export const texts = [
  'https://go.sh/a1?qr=1',
  'http://localhost:8787/abc1234?qr=1',
  `https://go.shop.example/${'Sommer-2026_'.repeat(5)}abcd?qr=1`,
  'https://go.shop.example/å-ø-ä/กาแฟ?qr=1',
  `https://go.shop.example/${'%E0%B8%81%E0%B8%B2'.repeat(25)}?qr=1`,
] as const

/** Dark on light, down to what the contrast check just lets through. */
export const colours = [
  ['#000000', '#ffffff'],
  ['#0b775b', '#e8f6f1'],
  ['#7f7f7f', '#ffffff'],
  ['#000000', '#6e6e6e'],
  ['#c8102e', '#ffd100'],
  ['#1b1f23', 'transparent'],
] as const

export function makeStyle(over: Partial<QrStyle> = {}): QrStyle {
  return qrStyle.parse(over)
}
