/** `2`, `1,5`, `1:30` and `1h30` as hours; '' is 0; undefined for what is no time. */
export function readHours(text: string): number | undefined {
  const bare = text.trim().toLowerCase()
  if (bare === '') return 0
  const clock = /^(\d{1,4})\s*(?::|h)\s*(\d{1,2})?\s*(?:m|min)?$/.exec(bare)
  if (clock) {
    const minutes = Number(clock[2] ?? 0)
    return minutes < 60 ? Number(clock[1]) + minutes / 60 : undefined
  }
  const minutes = /^(\d{1,5})\s*(?:m|min)$/.exec(bare)
  if (minutes) return Number(minutes[1]) / 60
  const plain = bare.replace(/\s*h$/, '').replace(',', '.')
  return /^\d{1,5}(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** `1 234,50` as the API takes money: `1234.50`. What is no amount stays as it was typed, for the server to say why. */
export function plainAmount(text: string): string {
  const bare = text.replaceAll(/[\s'’]/g, '')
  return /^\d+,\d{1,3}$/.test(bare) ? bare.replace(',', '.') : bare
}
