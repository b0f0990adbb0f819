import { Alert, Button, Group, Skeleton, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { goalQuery } from '../../queries/goal-wizard.ts'
import { type Goal, goalsQuery, type JudgedGoal } from '../../queries/goals.ts'
import { GoalWizard } from './goal-wizard.tsx'
import { useDraft } from './use-draft.ts'
import { type GoalMetric, useGoalMetrics } from './use-metrics.ts'
import { emptyWizard, fromGoal } from './wizard-fields.ts'

/** Plain words in, a goal out. */
export function NewGoalPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const known = useKnown()
  return (
    <Page title={t('goals.new')} lead={t('wizard.lead')} actions={<Back />}>
      {known.error && <ProblemNotice error={known.error} onRetry={known.retry} />}
      {known.metrics && known.goals && <NewGoal key={shopId} metrics={known.metrics} goals={known.goals} />}
      {!known.isReady && !known.error && <Skeleton height={320} radius="lg" />}
    </Page>
  )
}

/** The same with a goal that is there already. */
export function EditGoalPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/signed-in/goals/$id/edit' })
  const known = useKnown()
  const goal = useQuery(goalQuery(id))
  const error = known.error ?? goal.error
  return (
    <Page title={t('wizard.edit')} lead={t('wizard.lead')} actions={<Back />}>
      {error && <ProblemNotice error={error} onRetry={() => void goal.refetch()} />}
      {known.metrics && known.goals && goal.data && (
        <OldGoal key={id} goal={goal.data} metrics={known.metrics} goals={known.goals} />
      )}
      {(!known.isReady || !goal.data) && !error && <Skeleton height={320} radius="lg" />}
    </Page>
  )
}

function useKnown() {
  const { id: shopId } = useShop()
  const { metrics, error, retry } = useGoalMetrics()
  const goals = useQuery(goalsQuery(shopId))
  const again = () => {
    retry()
    void goals.refetch()
  }
  const isReady = metrics !== undefined && goals.data !== undefined
  return { metrics, goals: goals.data?.items, error: error ?? goals.error, retry: again, isReady }
}

function Back() {
  const { t } = useTranslation()
  return (
    <Button component={Link} to="/goals" variant="default" leftSection={<IconArrowLeft size={16} />}>
      {t('wizard.skip')}
    </Button>
  )
}

type Props = { readonly metrics: readonly GoalMetric[]; readonly goals: readonly Goal[] }

function NewGoal(props: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const draft = useDraft(`tilltrail-goal-draft-${shopId}`, { from: day(0), to: day(-29) })
  return (
    <>
      {draft.isBack && (
        <Alert>
          <Group justify="space-between" gap="sm">
            <Text size="sm">{t('wizard.draft')}</Text>
            <Button size="xs" variant="default" onClick={draft.startOver}>
              {t('wizard.startOver')}
            </Button>
          </Group>
        </Alert>
      )}
      <GoalWizard {...props} goalId={null} fields={draft.fields} setFields={draft.setFields} onSaved={draft.forget} />
    </>
  )
}

function OldGoal({ goal, ...props }: Props & { readonly goal: JudgedGoal }) {
  const [fields, setFields] = useState(() => fromGoal(goal, emptyWizard(goal.from, goal.to)))
  return <GoalWizard {...props} goalId={goal.id} fields={fields} setFields={setFields} onSaved={() => undefined} />
}
