import { type Database, type Param, statement, write } from '../../src/storage/database.ts'

/** Rows as they are stored. */
export function read(database: Database, sql: string, ...params: readonly Param[]): Promise<readonly unknown[]> {
  return database.all(statement(sql, ...params))
}

/** Rows changed. */
export function change(database: Database, sql: string, ...params: readonly Param[]): Promise<number> {
  return write(database, statement(sql, ...params))
}
