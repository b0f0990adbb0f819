import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { forgetLinks } from '../../queries/all-links.ts'
import { importFile, type ImportOrder } from '../../queries/import.ts'

/** One run after another; leaving out what came of the last one once anything is changed. */
export function useImport() {
  const queries = useQueryClient()
  const stopper = useRef<AbortController>(undefined)
  const [share, setShare] = useState(0)
  const running = useMutation({
    mutationFn: (order: ImportOrder) => {
      stopper.current = new AbortController()
      setShare(0)
      return importFile(order, { signal: stopper.current.signal, onProgress: setShare })
    },
    // Also after a run that was cut short: what came before is in.
    onSettled: (_, __, { dryRun }) => (dryRun ? undefined : forgetLinks(queries)),
  })
  return {
    start: (order: ImportOrder) => running.mutate(order),
    stop: () => stopper.current?.abort(),
    forget: () => running.reset(),
    done: running.data,
    error: running.error,
    isBusy: running.isPending,
    isDryRun: running.variables?.dryRun ?? true,
    share,
  }
}
