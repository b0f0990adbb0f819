import { useQueryClient } from '@tanstack/react-query'
import { importOrders } from '../../queries/order-import.ts'
import { useImportRun } from '../import/use-import-run.ts'

/** Orders stand in reports, goals and lists: all of it is read again. */
export function useOrderImport() {
  const queries = useQueryClient()
  return useImportRun(importOrders, () => queries.invalidateQueries())
}
