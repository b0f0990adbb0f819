import type * as z from 'zod'

/** What SQLite and D1 both take. Booleans are 0 and 1, a missing value is null. */
export type Param = string | number | null | Uint8Array

export type Statement = { readonly sql: string; readonly params: readonly Param[] }

/** `rows`: what `returning` or a select gave. `changes`: rows inserted, updated or deleted; on D1 also those that triggers changed,
 * so that where these are, `returning` counts. */
export type Outcome = { readonly rows: readonly unknown[]; readonly changes: number }

/**
 * The port to SQLite, in the process (sqlite.ts) or on Workers (d1.ts).
 * `batch` lands whole or not at all, and resolves when it is durable. There is no interactive transaction: D1 has none.
 */
export type Database = {
  all(statement: Statement): Promise<readonly unknown[]>
  batch(statements: readonly Statement[]): Promise<readonly Outcome[]>
}

/** A statement with its parameters, checked here once: the drivers disagree on `true`, `undefined` and big numbers. */
export function statement(sql: string, ...params: readonly Param[]): Statement {
  if (params.length > mostParams)
    throw new TypeError(`a statement takes at most ${mostParams} parameters, got ${params.length}`)
  for (const [index, param] of params.entries()) checkParam(param, index)
  return { sql, params }
}

/** Rows of a select, each parsed by `row`: what the database holds is trusted no more than what a visitor sends. */
export async function readRows<Row extends z.ZodType>(
  database: Database,
  row: Row,
  query: Statement,
): Promise<z.output<Row>[]> {
  return (await database.all(query)).map((one) => row.parse(one))
}

/** The first row, or undefined. */
export async function readRow<Row extends z.ZodType>(
  database: Database,
  row: Row,
  query: Statement,
): Promise<z.output<Row> | undefined> {
  const [first] = await database.all(query)
  return first === undefined ? undefined : row.parse(first)
}

/** Runs one writing statement; resolves with the rows it changed, when it is durable. */
export async function write(database: Database, query: Statement): Promise<number> {
  const [outcome] = await database.batch([query])
  return outcome?.changes ?? 0
}

/** Whether a batch failed because a value that must be unique in `table` is taken; both drivers say it in these words. */
export function isTaken(error: unknown, table: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${table}.`)
}

/** D1's limit, kept on SQLite too so that what works on one side works on the other. */
const mostParams = 100

function checkParam(param: Param, index: number): void {
  if (param === null || typeof param === 'string' || param instanceof Uint8Array) return
  if (typeof param === 'number' && Number.isFinite(param) && (!Number.isInteger(param) || Number.isSafeInteger(param)))
    return
  throw new TypeError(
    `parameter ${index} is ${String(param)}: only text, finite numbers, bytes and null go into a statement`,
  )
}
