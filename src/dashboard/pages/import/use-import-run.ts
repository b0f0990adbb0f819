import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

type Following = { readonly signal: AbortSignal; readonly onProgress: (share: number) => void }

/**
 * Imports of files, one run after another; leaving out what came of the last one once anything is changed. `forget` is what
 * a run may have changed, also one that was cut short: what came before is in.
 */
export function useImportRun<Asked extends { readonly dryRun: boolean }, Done>(
  importFile: (asked: Asked, following: Following) => Promise<Done>,
  forget: () => Promise<unknown>,
) {
  const stopper = useRef<AbortController>(undefined)
  const [share, setShare] = useState(0)
  const running = useMutation({
    mutationFn: (asked: Asked) => {
      stopper.current = new AbortController()
      setShare(0)
      return importFile(asked, { signal: stopper.current.signal, onProgress: setShare })
    },
    onSettled: (_, __, { dryRun }) => (dryRun ? undefined : forget()),
  })
  return {
    start: (asked: Asked) => running.mutate(asked),
    stop: () => stopper.current?.abort(),
    forget: () => running.reset(),
    /** Sets what the next run goes by: what came of the last one holds no more. */
    change<Value>(set: (value: Value) => void) {
      return (value: Value) => {
        running.reset()
        set(value)
      }
    },
    done: running.data,
    error: running.error,
    isBusy: running.isPending,
    isDryRun: running.variables?.dryRun ?? true,
    share,
  }
}
