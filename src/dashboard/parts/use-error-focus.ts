import { useEffect, useRef } from 'react'

/** For a form: the first field at which an error is said comes into view, and gets the focus, whenever one arrives. */
export function useErrorFocus(error: unknown) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!error) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.focus({ preventScroll: true })
    // The last rows of a tall form lie behind its footer.
    field?.scrollIntoView({ block: 'center' })
  }, [error])
  return form
}
