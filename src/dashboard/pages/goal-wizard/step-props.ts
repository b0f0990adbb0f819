import type { Judgement } from '../../queries/goal-wizard.ts'
import type { Goal } from '../../queries/goals.ts'
import type { GoalMetric } from './use-metrics.ts'
import type { WizardFields } from './wizard-fields.ts'

/** What every step of the wizard is given. */
export type StepProps = {
  readonly fields: WizardFields
  readonly change: (some: Partial<WizardFields>) => void
  readonly metrics: readonly GoalMetric[]
  readonly goals: readonly Goal[]
  readonly judged: Judgement | undefined
  readonly error: unknown
  /** What the goal is called where no name is given. */
  readonly fallback: string
}
