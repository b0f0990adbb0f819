/** What kind of personal data a text looks like, in words for a sentence; undefined for none. A guess, good for a warning. */
export function personalKind(text: string): string | undefined {
  if (/[^\s@/:]@[^\s@/]+\.[a-z]{2,}/i.test(text)) return 'an e-mail address'
  return isPhoneNumber(text.trim()) ? 'a phone number' : undefined
}

/** With a + 8–15 digits; without one 8–12 that are no date. Ids of platforms are longer, order numbers mostly shorter. */
function isPhoneNumber(text: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(text)) return false
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits.length >= 8 && digits.length <= 15
  return digits.length >= 8 && digits.length <= 12 && !/^(?:(?:19|20)\d{6}|\d{4}20\d{2})$/.test(digits)
}
