import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Dispatch, type SetStateAction, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { isSaidAtField } from '../../problem.ts'
import { changeGoal, type Judgement, judgementQuery } from '../../queries/goal-wizard.ts'
import { createGoal, type Goal, goalsQuery } from '../../queries/goals.ts'
import classes from './goal-wizard.module.css'
import { JudgementPanel } from './judgement-panel.tsx'
import { saveGoal } from './save-goal.ts'
import type { GoalMetric } from './use-metrics.ts'
import { fromGoal, targetOf, toChange, toDraft, toSketch, type WizardFields } from './wizard-fields.ts'
import { fieldsOf, WizardSteps } from './wizard-steps.tsx'

type Props = {
  /** Of the goal that is changed; null for a new one. */
  readonly goalId: string | null
  readonly fields: WizardFields
  readonly setFields: Dispatch<SetStateAction<WizardFields>>
  readonly metrics: readonly GoalMetric[]
  readonly goals: readonly Goal[]
  readonly onSaved: () => void
}

/** The steps, and beside them what is thought of the goal so far. */
export function GoalWizard({ goalId, fields, setFields, metrics, goals, onSaved }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [step, setStep] = useState(0)
  const { judged, isStale } = useJudgement(fields, shopId)
  const metric = metrics.find(({ id }) => id === fields.metric)
  const fallback = t('wizard.plan.fallback', { metric: metric?.name ?? '', target: targetOf(fields, judged) ?? '' })
  // One that was put away meanwhile is made anew.
  const savedId = goals.find(({ id }) => id === fields.savedId)?.id ?? null
  const saving = useSaving({ goalId, savedId, fields, setFields, judged, fallback, onSaved, setStep })
  const change = (some: Partial<WizardFields>) => setFields((before) => ({ ...before, ...some }))
  const useInstead = (other: string) => {
    const isKept = metric !== undefined && metric.level <= 3
    const kept = isKept ? { milestone: toDraft(fields, judged, { shopId, fallback }) } : {}
    change({ metric: other, main: true, amount: '', how: 'number', baseline: '', name: '', reason: '', ...kept })
    setStep(1)
  }
  return (
    <Stack gap="md">
      {fields.milestone && <Kept fields={fields} metrics={metrics} onDrop={() => change({ milestone: null })} />}
      <div className={classes['frame']}>
        <WizardSteps
          {...{ fields, change, metrics, judged, step, fallback }}
          goals={goals.filter(({ id }) => id !== goalId && id !== savedId)}
          error={saving.error}
          onStep={setStep}
          onSave={() => saving.mutate()}
          isSaving={saving.isPending}
          canSave={fields.metric !== '' && targetOf(fields, judged) !== null && fields.from !== '' && fields.to !== ''}
        />
        <JudgementPanel
          judged={judged}
          isStale={isStale}
          unit={metric?.unit}
          onUse={useInstead}
          onBaseline={(goal) => {
            setFields((before) => fromGoal(goal, before))
            setStep(1)
          }}
        />
      </div>
    </Stack>
  )
}

/** Asked for when the typing pauses; a target of so many more waits for the baseline that the first answer brings. */
function useJudgement(fields: WizardFields, shopId: string) {
  const [settled] = useDebouncedValue(fields, 300)
  const bare = toSketch({ ...settled, amount: '' }, shopId, undefined)
  const first = useQuery({ ...judgementQuery(bare), enabled: settled.how !== 'number' && settled.metric !== '' })
  const known = settled.how === 'number' ? undefined : first.data
  const { data, isPlaceholderData } = useQuery(judgementQuery(toSketch(settled, shopId, known)))
  return { judged: data, isStale: isPlaceholderData || settled !== fields }
}

type Saving = {
  readonly goalId: string | null
  readonly savedId: string | null
  readonly fields: WizardFields
  readonly setFields: Dispatch<SetStateAction<WizardFields>>
  readonly judged: Judgement | undefined
  readonly fallback: string
  readonly onSaved: () => void
  readonly setStep: (step: number) => void
}

/** A goal, and then the milestone that was kept for it; a refusal leads to the step that has the field. */
function useSaving({ goalId, savedId, fields, setFields, judged, fallback, onSaved, setStep }: Saving) {
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => {
      const { milestone: kept } = fields
      const named = { shopId, fallback }
      const [draft, change] = [toDraft(fields, judged, named), toChange(fields, judged, named)]
      const milestone = kept && toDraft(fromGoal(kept, fields), undefined, { shopId, fallback: kept.name ?? '' })
      const onMade = async (id: string) => {
        setFields((before) => ({ ...before, savedId: id }))
        await queries.invalidateQueries({ queryKey: goalsQuery(shopId).queryKey })
      }
      return saveGoal({ goalId, savedId, draft, change, milestone }, { create: createGoal, change: changeGoal, onMade })
    },
    onSuccess: async () => {
      onSaved()
      await queries.invalidateQueries({ queryKey: goalsQuery(shopId).queryKey })
      await queries.invalidateQueries({ queryKey: ['goal'] })
      await queries.invalidateQueries({ queryKey: ['goal-progress'] })
      await navigate({ to: '/goals' })
    },
    onError: (error) => {
      const step = fieldsOf.findIndex((names) => isSaidAtField(error, names))
      if (step >= 0) setStep(step)
    },
  })
}

function Kept({
  fields,
  metrics,
  onDrop,
}: {
  readonly fields: WizardFields
  readonly metrics: readonly GoalMetric[]
  readonly onDrop: () => void
}) {
  const { t } = useTranslation()
  const name = metrics.find(({ id }) => id === fields.milestone?.metric)?.name ?? ''
  return (
    <Alert>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('wizard.kept', { name: name.toLowerCase() })}</Text>
        <Button size="xs" variant="default" onClick={onDrop}>
          {t('wizard.drop')}
        </Button>
      </Group>
    </Alert>
  )
}
