import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import type { Level } from './catalog.ts'
import { metricDirections, metricKinds, metricObjectives, metricUnits, type OwnMetric } from './own-metric.ts'

export type NewOwnMetric = Omit<OwnMetric, 'number' | 'id' | 'createdAt'>

/** @throws of a name that the shop has already: see `isTaken(error, 'metrics')` */
export async function createOwnMetric(database: Database, metric: NewOwnMetric, now: number): Promise<OwnMetric> {
  const id = `met_${nanoid(12)}`
  const { shopId, name, unit, objective, direction, kind, level } = metric
  const insert = `insert into metrics (id, shop_id, name, unit, objective, direction, kind, level, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  await write(database, statement(insert, id, shopId, name, unit, objective, direction, kind, level, now))
  return found(database, id)
}

export async function updateOwnMetric(
  database: Database,
  { id }: OwnMetric,
  change: Partial<Pick<OwnMetric, 'name' | 'objective' | 'direction' | 'level'>>,
): Promise<OwnMetric> {
  const { name, objective, direction, level } = change
  await database.batch(setColumns('metrics', { name, objective, direction, level }, statement('id = ?', id)))
  return found(database, id)
}

export function findOwnMetric(database: Database, id: string): Promise<OwnMetric | undefined> {
  return readRow(database, metricRow, statement(`${select} where id = ?`, id))
}

export function listOwnMetrics(database: Database, shopId: string): Promise<OwnMetric[]> {
  return readRows(database, metricRow, statement(`${select} where shop_id = ? order by number`, shopId))
}

async function found(database: Database, id: string): Promise<OwnMetric> {
  const metric = await findOwnMetric(database, id)
  if (!metric) throw new Error(`metric ${id} is gone`)
  return metric
}

const select = `select number, id, shop_id as shopId, name, unit, objective, direction, kind, level, created_at as createdAt from metrics`
const levels: readonly Level[] = [1, 2, 3, 4, 5]

const metricRow = z.object({
  number: z.number(),
  id: z.string(),
  shopId: z.string(),
  name: z.string(),
  unit: z.enum(metricUnits),
  objective: z.enum(metricObjectives),
  direction: z.enum(metricDirections),
  kind: z.enum(metricKinds),
  level: z.literal(levels),
  createdAt: z.number(),
})
