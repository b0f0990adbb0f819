import { type Param, type Statement, statement } from './database.ts'

/**
 * An update of the columns given, and of no other: what somebody else changed since the row was read stays. Columns that
 * are undefined are left out; when all are, there is no statement. Table and columns are the caller's own words, never
 * input; `where` is a condition with its parameters.
 */
export function setColumns(
  table: string,
  columns: Readonly<Record<string, Param | undefined>>,
  where: Statement,
): Statement[] {
  const given = Object.entries(columns).flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]))
  const foreign = [table, ...given.map(({ column }) => column)].find((name) => !/^[a-z_]+$/.test(name))
  if (foreign !== undefined) throw new TypeError(`${foreign} is no name of a table or column`)
  if (given.length === 0) return []
  const assignments = given.map(({ column }) => `${column} = ?`).join(', ')
  const values = given.map(({ value }) => value)
  return [statement(`update ${table} set ${assignments} where ${where.sql}`, ...values, ...where.params)]
}
