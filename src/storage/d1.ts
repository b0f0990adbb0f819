import type { Database, Outcome, Param } from './database.ts'

/** The part of Cloudflare's D1 binding that is used; the Worker's entry hands the real one in. */
export type D1 = {
  prepare(sql: string): D1Prepared
  batch(statements: D1Prepared[]): Promise<D1Answer[]>
}
type D1Prepared = { bind(...params: Param[]): D1Prepared; all(): Promise<D1Answer> }
type D1Answer = { results: unknown[]; meta: { changes: number } }

/** D1 behind the same port: its `batch` is a transaction already. */
export function openD1(d1: D1): Database {
  return {
    async all({ sql, params }) {
      return (
        await d1
          .prepare(sql)
          .bind(...params)
          .all()
      ).results
    },
    async batch(statements) {
      if (statements.length === 0) return []
      const answers = await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)))
      return answers.map((answer): Outcome => ({ rows: answer.results, changes: answer.meta.changes }))
    },
  }
}
