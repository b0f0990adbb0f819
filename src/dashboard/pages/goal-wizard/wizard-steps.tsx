import { Button, Card, Group, Stepper } from '@mantine/core'
import { type SubmitEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { isSaidAtField } from '../../problem.ts'
import { StepPlan } from './step-plan.tsx'
import type { StepProps } from './step-props.ts'
import { StepTarget } from './step-target.tsx'
import { StepWhat } from './step-what.tsx'

type Props = StepProps & {
  readonly step: number
  readonly onStep: (step: number) => void
  readonly onSave: () => void
  readonly isSaving: boolean
  readonly canSave: boolean
}

const steps = [StepWhat, StepTarget, StepPlan] as const
const names = ['what', 'target', 'plan'] as const

/** Three steps, in any order; a goal that has a metric, a target and days can be saved from each of them. */
export function WizardSteps({ step, onStep, onSave, isSaving, canSave, ...props }: Props) {
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  const isLast = step === steps.length - 1
  useFocusOnChange(body, step)
  const Step = steps[step] ?? StepWhat
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isLast) onSave()
    else onStep(step + 1)
  }
  return (
    <Card component="form" onSubmit={submit} noValidate>
      <Stepper active={step} onStepClick={onStep} size="xs" mb="lg" wrap={false}>
        {names.map((name) => (
          <Stepper.Step key={name} label={t(`wizard.step.${name}`)} />
        ))}
      </Stepper>
      {props.error !== null && props.error !== undefined && !isSaidAtField(props.error, fieldsOf[step] ?? []) && (
        <ProblemNotice error={props.error} />
      )}
      <div
        ref={body}
        tabIndex={-1}
        style={{ outline: 'none' }}
        role="group"
        aria-label={t('wizard.stepOf', { step: step + 1, name: t(`wizard.step.${names[step] ?? 'what'}`) })}
      >
        <Step {...props} />
      </div>
      <Group justify="space-between" mt="xl">
        <Button variant="default" onClick={() => onStep(step - 1)} disabled={step === 0}>
          {t('wizard.back')}
        </Button>
        <Group gap="sm">
          {!isLast && canSave && (
            <Button variant="subtle" onClick={onSave} loading={isSaving}>
              {t('wizard.saveNow')}
            </Button>
          )}
          <Button type="submit" loading={isLast && isSaving} disabled={isLast && !canSave}>
            {isLast ? t('goalForm.submit') : t('wizard.next')}
          </Button>
        </Group>
      </Group>
    </Card>
  )
}

/** Where a refusal is said, by step. */
export const fieldsOf: readonly (readonly string[])[] = [
  ['metric'],
  ['target', 'baseline', 'from', 'to', 'scope', 'parentId', 'businessGoal', 'reason', 'owner'],
  ['name', 'plannedHours', 'plannedMoney', 'review'],
]

/** Whoever goes on by keyboard goes on in the step, not at its end. */
function useFocusOnChange(body: { readonly current: HTMLDivElement | null }, step: number): void {
  const last = useRef(step)
  useEffect(() => {
    if (last.current !== step) body.current?.focus()
    last.current = step
  }, [body, step])
}
