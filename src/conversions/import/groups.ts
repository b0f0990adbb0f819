import { CsvFault, type CsvRow } from '../../links/import/csv.ts'
import type { OrderColumns } from './columns.ts'
import type { OrderField } from './fields.ts'
import type { OrderLayout } from './layouts.ts'

/** What the rows of an order say, without what they leave empty. */
export type OrderCells = { readonly [field in OrderField]?: string | undefined }

/** An order's rows as one. `row`, from 1 without the header, and `line` are its first row's. */
export type OrderRows = {
  readonly row: number
  readonly line: number
  readonly cells: OrderCells
  /** The line that tells another amount of the same order. */
  readonly otherAmountLine: number | null
}

type Reading = { readonly layout: OrderLayout; readonly columns: OrderColumns }

/** Orders from rows: those of one order that follow each other, one for each thing bought, become one. The fault comes last. */
export async function* groupOrders(
  reading: Reading,
  pieces: AsyncGenerator<readonly CsvRow[]>,
): AsyncGenerator<OrderRows | CsvFault> {
  let [open, row]: [OrderRows | undefined, number] = [undefined, 0]
  try {
    for await (const piece of pieces)
      for (const one of piece) {
        if (one.cells.every((cell) => cell.trim() === '')) continue
        const next: OrderRows = { row: ++row, line: one.line, cells: cellsOf(reading, one), otherAmountLine: null }
        if (open && isSame(reading, open, next)) {
          open = join(open, next)
          continue
        }
        if (open) yield open
        open = next
      }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    if (open) yield open
    open = undefined
    yield error
  }
  if (open) yield open
}

function cellsOf({ columns }: Reading, { cells }: CsvRow): OrderCells {
  const filled = [...columns].flatMap(([field, at]) => {
    const text = (cells[at] ?? '').trim()
    return text === '' ? [] : [[field, text] as const]
  })
  return Object.fromEntries(filled)
}

function isSame({ layout }: Reading, open: OrderRows, next: OrderRows): boolean {
  const names = layout.id === 'shopify' ? (['orderName', 'orderId'] as const) : (['orderId', 'orderName'] as const)
  const [mine, other] = [open, next].map(({ cells }) => names.map((name) => cells[name]).find((id) => id !== undefined))
  if (other !== undefined) return other === mine
  return next.cells.value === undefined && next.cells.status === undefined && next.cells.occurredAt === undefined
}

function join(open: OrderRows, next: OrderRows): OrderRows {
  const [value, other] = [open.cells.value, next.cells.value]
  const differs = value !== undefined && other !== undefined && value !== other
  return {
    ...open,
    cells: { ...next.cells, ...open.cells },
    otherAmountLine: open.otherAmountLine ?? (differs ? next.line : null),
  }
}
