import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { importOrders, type OrderImportAsked } from '../../queries/order-import.ts'

/** One run after another; leaving out what came of the last one once anything is changed. */
export function useOrderImport() {
  const queries = useQueryClient()
  const stopper = useRef<AbortController>(undefined)
  const [share, setShare] = useState(0)
  const running = useMutation({
    mutationFn: (asked: OrderImportAsked) => {
      stopper.current = new AbortController()
      setShare(0)
      return importOrders(asked, { signal: stopper.current.signal, onProgress: setShare })
    },
    // Also after a run that was cut short: what came before is in. Orders stand in reports, goals and lists.
    onSettled: (_, __, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries()),
  })
  return {
    start: (asked: OrderImportAsked) => running.mutate(asked),
    stop: () => stopper.current?.abort(),
    forget: () => running.reset(),
    done: running.data,
    error: running.error,
    isBusy: running.isPending,
    isDryRun: running.variables?.dryRun ?? true,
    share,
  }
}
