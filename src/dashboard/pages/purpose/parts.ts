import type { PurposeWarning } from '../../../goals/purpose-words.ts'
import type { PurposeDraft } from '../../queries/purpose.ts'

/** What every part of the form is handed. */
export type PurposeParts = {
  readonly value: PurposeDraft
  readonly onChange: (some: Partial<PurposeDraft>) => void
  readonly error: unknown
  readonly warnings: readonly PurposeWarning[]
}
