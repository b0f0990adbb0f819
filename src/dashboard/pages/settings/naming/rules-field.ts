import type { NamingRules } from '../../../../links/naming.ts'

/** What the parts of the form have in common. */
export type RulesField = {
  readonly rules: NamingRules
  readonly onChange: (change: Partial<NamingRules>) => void
  readonly error: unknown
}
