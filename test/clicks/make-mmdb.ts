/** Writes MaxMind's database format, as far as tests need it: text, maps and whole numbers, 24-bit records. */
export type Net = { readonly cidr: string; readonly record: Value }
type Value = string | number | { readonly [key: string]: Value }

/** @source https://maxmind.github.io/MaxMind-DB/ */
export function makeMmdb(nets: readonly Net[], { ipVersion = 6 }: { ipVersion?: 4 | 6 } = {}): Buffer {
  const tree = [emptyNode()]
  const records: Buffer[] = []
  let offset = 0
  for (const { cidr, record } of nets) {
    place(tree, bitsOf(cidr, ipVersion), offset)
    const encoded = encode(record)
    records.push(encoded)
    offset += encoded.length
  }
  const nodes = Buffer.alloc(tree.length * 6)
  for (const [number, node] of tree.entries())
    for (const side of [0, 1] as const) nodes.writeUIntBE(pointerOf(node[side], tree.length), number * 6 + side * 3, 3)
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_763_800_000,
    database_type: 'test',
    ip_version: ipVersion,
    node_count: tree.length,
    record_size: 24,
  })
  return Buffer.concat([
    nodes,
    Buffer.alloc(16),
    ...records,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    metadata,
  ])
}

type Side = { readonly node: number } | { readonly data: number } | undefined
type Node = [Side, Side]
type Bit = 0 | 1

const emptyNode = (): Node => [undefined, undefined]

function pointerOf(side: Side, nodes: number): number {
  if (side === undefined) return nodes
  return 'node' in side ? side.node : nodes + 16 + side.data
}

function place(tree: Node[], bits: readonly Bit[], data: number): void {
  let node = tree[0] ?? emptyNode()
  for (const bit of bits.slice(0, -1)) {
    const next = node[bit]
    const number = next && 'node' in next ? next.node : tree.push(emptyNode()) - 1
    node[bit] = { node: number }
    node = tree[number] ?? emptyNode()
  }
  node[bits.at(-1) ?? 0] = { data }
}

function bitsOf(cidr: string, ipVersion: 4 | 6): Bit[] {
  const [address = '', length] = cidr.split('/')
  const isV4 = address.includes('.')
  const groups = isV4
    ? address.split('.').map(Number)
    : address.split(':').map((group) => Number.parseInt(group || '0', 16))
  const width = isV4 ? 8 : 16
  const bits = groups.flatMap((group) => Array.from({ length: width }, (_, bit) => bitAt(group, width - 1 - bit)))
  return [...Array<Bit>(isV4 && ipVersion === 6 ? 96 : 0).fill(0), ...bits.slice(0, Number(length))]
}

function bitAt(group: number, bit: number): Bit {
  return ((group >> bit) & 1) === 1 ? 1 : 0
}

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from([0x40 | Buffer.byteLength(value)]), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(5)
    bytes.writeUInt8(0xc4)
    bytes.writeUInt32BE(value, 1)
    return bytes
  }
  const pairs = Object.entries(value)
  return Buffer.concat([
    Buffer.from([0xe0 | pairs.length]),
    ...pairs.flatMap(([key, one]) => [encode(key), encode(one)]),
  ])
}
