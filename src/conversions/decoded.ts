/**
 * A text and what is written inside it, however it is wrapped: percent-encoding, JSON's escapes, HTML's entities and
 * base64 undone, one inside the other. The text itself comes first.
 */
export function decodedForms(text: string): readonly string[] {
  const forms = new Set([text])
  let newest: readonly string[] = [text]
  for (let depth = 0; depth < mostDepth && newest.length > 0; depth++) {
    const found = new Set(newest.flatMap((form) => decoders.map((decode) => decode(form))))
    newest = [...found].filter((form) => form !== '' && !forms.has(form)).slice(0, mostForms)
    for (const form of newest) forms.add(form)
  }
  return [...forms]
}

const mostDepth = 4
const mostForms = 40

/**
 * Whether an id stands in one of the forms by itself: `1001` is not in `10010`, nor in `1001.50`, nor where a field's
 * name says that it is an amount.
 */
export function holdsId(forms: readonly string[], id: string, { anyCase = false } = {}): boolean {
  const wanted = anyCase ? id.toLowerCase() : id
  if (wanted === '') return false
  return forms.some((form) => standsIn(withoutAmounts(anyCase ? form.toLowerCase() : form), wanted))
}

/** Every text in the forms that may be an id: what stands in quotes or between separators, and the words of it. */
export function possibleIds(forms: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const form of forms.map(withoutAmounts)) {
    for (const pattern of idPatterns)
      for (const [text] of form.matchAll(pattern)) if (text.length <= mostIdLength) found.add(text.trim())
  }
  return found
}

/** As customer ids, the longest of all, with room. */
const mostIdLength = 256
const idPatterns = [
  /(?<=")[^"]+(?=")/g,
  /(?<=')[^']+(?=')/g,
  /[^&=?;,\n\r"]+/g,
  /[^<>&=?;,:\n\r"']+/g,
  /[^\s&=?;,"'<>{}()[\]|]+/g,
  /[^\s&=?;,"'<>{}()[\]|:/#]+/g,
  /[\p{L}\p{N}]+/gu,
]

function standsIn(form: string, id: string): boolean {
  const [first, last] = [id.slice(0, 1), id.slice(-1)] as const
  for (let at = form.indexOf(id); at >= 0; at = form.indexOf(id, at + 1)) {
    const before = form.slice(Math.max(0, at - 2), at)
    const after = form.slice(at + id.length, at + id.length + 2)
    const isBegun = isWordPart.test(first) && /(?:[\p{L}\p{N}]|\d\.)$/u.test(before)
    const goesOn = isWordPart.test(last) && /^(?:[\p{L}\p{N}]|\.\d)/u.test(after)
    if (!isBegun && !goesOn) return true
  }
  return false
}

const isWordPart = /[\p{L}\p{N}]/u

/** Small numbers are ids in one place and money in another. */
function withoutAmounts(form: string): string {
  return form.replaceAll(amounts, '')
}

const amounts =
  /[\w-]*(?:value|amount|total|price|tax|shipping|payout|revenue|quantity|qty)[\w-]*["']?\s*[:=]\s*["']?-?\d[\d.]*(?![\w-])/gi

const decoders: readonly ((text: string) => string)[] = [
  undoPercent,
  (text) => undoPercent(text.replaceAll('+', ' ')),
  undoJson,
  undoHtml,
  undoBase64,
]

function undoPercent(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
    loose.decode(Uint8Array.from(escaped.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
  )
}

function undoJson(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/bfnrt]))/gi, (_, code: string | undefined, letter: string) =>
    code === undefined ? (jsonLetters[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const jsonLetters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function undoHtml(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, ...parts: string[]) => {
    const [decimal, hex, name] = parts
    if (name !== undefined) return htmlNames[name.toLowerCase()] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const htmlNames: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What base64 in the text comes to, where it is text; a line each. */
function undoBase64(text: string): string {
  const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{6,}={0,2}/g)].map(([run]) => readBase64(run))
  return runs.filter((run) => run !== undefined).join('\n')
}

function readBase64(run: string): string | undefined {
  const letters = run.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '')
  if (letters.length % 4 === 1) return undefined
  try {
    const read = strict.decode(Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0)))
    return /[\p{Cc}\p{Cn}]/u.test(read.replaceAll(/[\t\n\r]/g, '')) ? undefined : read
  } catch {
    // Not base64 of a text: most words and numbers aren't.
    return undefined
  }
}

const loose = new TextDecoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
