/** Whether the digits are grouped by thousands: `1.234`, `1,234,567`. No group begins with 0, so `0.123` has decimals. */
export function isGrouped(digits: string): boolean {
  return /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(digits)
}
