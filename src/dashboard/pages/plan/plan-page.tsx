import { Alert, Card, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToGoals } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { catalogQuery, goalsQuery } from '../../queries/goals.ts'
import { planQuery, type PlanRequest } from '../../queries/plan.ts'
import { PlanAnswer } from './plan-answer.tsx'
import { emptyPlan, ofGoal, type PlanFields, toRequest } from './plan-fields.ts'
import { PlanQuestion } from './plan-question.tsx'
import { WhatIf } from './what-if.tsx'

/** What it takes to reach a target by a day, backwards from it. */
export function PlanPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const asked = useSearch({ from: '/signed-in/plan' }).goal
  const goals = useQuery(goalsQuery(shopId))
  const catalog = useQuery(catalogQuery)
  const [own, setFields] = useState<PlanFields>()
  const first = emptyPlan(`${day(0).slice(0, 4)}-12-31` > day(-13) ? `${day(0).slice(0, 4)}-12-31` : day(-41))
  const linked = goals.data?.items.find(({ id }) => id === asked)
  const fields = own ?? ((linked && ofGoal(linked, first)) || first)
  const goal = goals.data?.items.find(({ id }) => id === fields.goalId)
  const [request] = useDebouncedValue(toRequest(fields, goal, shopId), 250)
  const change = (some: Partial<PlanFields>) => setFields({ ...fields, ...some })
  return (
    <Page title={t('plan.title')} lead={t('plan.lead')} back={<BackToGoals />}>
      {goals.error && <ProblemNotice error={goals.error} onRetry={() => void goals.refetch()} />}
      {linked && !ofGoal(linked, first) && <Alert>{t('plan.notPlannable', { goal: linked.name })}</Alert>}
      <Card component="section">
        <Stack gap="lg">
          <PlanQuestion
            fields={fields}
            change={change}
            goals={goals.data?.items ?? []}
            metrics={catalog.data?.items ?? []}
          />
          <WhatIf fields={fields} change={change} />
        </Stack>
      </Card>
      {request ? (
        <Answer request={request} fields={fields} change={change} goalId={goal?.id} />
      ) : (
        <Text c="dimmed">{t('plan.incomplete')}</Text>
      )}
    </Page>
  )
}

type AnswerProps = {
  readonly request: PlanRequest
  readonly fields: PlanFields
  readonly change: (some: Partial<PlanFields>) => void
  readonly goalId: string | undefined
}

function Answer({ request, ...props }: AnswerProps) {
  const { data, error, isPending, refetch } = useQuery(planQuery(request))
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (isPending || !data) return <Skeleton height={320} radius="lg" />
  return <PlanAnswer plan={data} {...props} />
}
