/** Hexadecimal digits as people read bytes: place, 16 bytes, and what of them is plain ASCII. */
export function hexLines(hex: string): string {
  const bytes = hex.match(/../g) ?? []
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) =>
    bytes.slice(line * 16, line * 16 + 16),
  )
  return lines.map((line, index) => showLine(line, index * 16)).join('\n')
}

function showLine(bytes: readonly string[], place: number): string {
  const ascii = bytes.map((byte) => {
    const code = Number.parseInt(byte, 16)
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'
  })
  return `${place.toString(16).padStart(6, '0')}  ${bytes.join(' ').padEnd(47)}  ${ascii.join('')}`
}
