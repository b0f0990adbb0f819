import { useQueryClient } from '@tanstack/react-query'
import { forgetLinks } from '../../queries/all-links.ts'
import { importFile } from '../../queries/import.ts'
import { useImportRun } from './use-import-run.ts'

export function useImport() {
  const queries = useQueryClient()
  return useImportRun(importFile, () => forgetLinks(queries))
}
