/** Three days as the European Central Bank writes them: a weekend between, a cell without a rate, a currency that is no more. */
export const history = `Date,USD,JPY,NOK,SEK,CYP,
2026-11-20,1.1600,178.00,11.7000,11.0000,N/A,
2026-11-19,1.1500,177.00,11.6000,10.9000,N/A,
2026-11-18,1.1400,176.00,11.5000,N/A,0.58,
`

/** A zip with one file, as zip programs write it. */
export async function zipOf(
  text: string,
  method: 'deflated' | 'stored' = 'deflated',
): Promise<Uint8Array<ArrayBuffer>> {
  const raw = new TextEncoder().encode(text)
  const packed = method === 'deflated' ? await deflate(text) : raw
  const name = new TextEncoder().encode('eurofxref.csv')
  const code = method === 'deflated' ? 8 : 0
  const local = header(0x04034b50, 30, [
    [8, 2, code],
    [18, 4, packed.length],
    [22, 4, raw.length],
    [26, 2, name.length],
  ])
  const central = header(0x02014b50, 46, [
    [10, 2, code],
    [20, 4, packed.length],
    [24, 4, raw.length],
    [28, 2, name.length],
  ])
  const start = local.length + name.length + packed.length
  const end = header(0x06054b50, 22, [
    [8, 2, 1],
    [10, 2, 1],
    [12, 4, central.length + name.length],
    [16, 4, start],
  ])
  const parts = [local, name, packed, central, name, end]
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

async function deflate(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

function header(signature: number, length: number, fields: readonly (readonly [number, number, number])[]): Uint8Array {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signature, true)
  for (const [at, size, value] of fields)
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
  return bytes
}
