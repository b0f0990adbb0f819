import { useEffect, useState } from 'react'
import { emptyWizard, type WizardFields } from './wizard-fields.ts'

type Days = { readonly from: string; readonly to: string }

/** The fields, kept in this browser until the goal is saved; `isBack` where they were there when the page opened. */
export function useDraft(key: string, { from, to }: Days) {
  const [start] = useState(() => readDraft(key, emptyWizard(from, to)))
  const [fields, setFields] = useState<WizardFields>(start ?? emptyWizard(from, to))
  const [isBack, setBack] = useState(start !== null)
  const isTouched = JSON.stringify(fields) !== JSON.stringify(emptyWizard(from, to))
  useEffect(() => {
    if (isTouched) writeDraft(key, JSON.stringify(fields))
  }, [key, fields, isTouched])
  const forget = () => writeDraft(key, null)
  const startOver = () => {
    forget()
    setBack(false)
    setFields(emptyWizard(from, to))
  }
  return { fields, setFields, isBack, startOver, forget }
}

/** Only what the wizard has today is taken from a draft, each as the kind it is. */
function readDraft(key: string, empty: WizardFields): WizardFields | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const entries = Object.entries(kept).filter(([name]) => name in empty)
    return { ...empty, ...Object.fromEntries(entries) }
  } catch {
    return null
  }
}

/** A browser that keeps nothing loses the draft, not the goal. */
function writeDraft(key: string, text: string | null): void {
  try {
    if (text === null) window.localStorage.removeItem(key)
    else window.localStorage.setItem(key, text)
  } catch {
    // Storage is full or forbidden.
  }
}
