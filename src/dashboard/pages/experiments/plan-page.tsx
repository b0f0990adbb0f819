import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mondayOf, parseDay, showDay } from '../../../shops/calendar.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { isSaidAtField } from '../../problem.ts'
import { createExperiment, experimentQuery, experimentsKey, previewQuery } from '../../queries/experiments.ts'
import { updateExperiment } from '../../queries/experiments.ts'
import { BackToExperiments } from './back.tsx'
import { WeekCalendar } from './calendar.tsx'
import { ForetoldNotice } from './foretold.tsx'
import { type AskedPlan, emptyPlan, fieldsOf, type PlanFields, toPlan, usualPlan } from './plan-fields.ts'
import { PlanForm } from './plan-form.tsx'

/** A new plan. */
export function NewExperimentPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const usual = usualPlan(useEarliest())
  // With the first weeks that no other experiment runs in.
  const { data, isPending } = useQuery(previewQuery({ ...usual, shopId: id }))
  return (
    <Page title={t('experiments.new')} lead={t('experiments.planLead')} back={<BackToExperiments />}>
      {isPending ? (
        <Skeleton height={320} radius="lg" />
      ) : (
        <Plan key={id} first={emptyPlan(data?.firstFree ?? usual.firstMonday)} />
      )}
    </Page>
  )
}

/** A plan that hasn't begun, to be changed. */
export function EditExperimentPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/signed-in/experiments/$id/edit' })
  const { data, error, refetch } = useQuery(experimentQuery(id))
  return (
    <Page title={t('experiments.edit')} lead={t('experiments.planLead')} back={<BackToExperiments />}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Plan key={id} id={id} first={fieldsOf(data)} /> : <Skeleton height={320} radius="lg" />}
    </Page>
  )
}

/** The next Monday. */
function useEarliest(): string {
  return showDay(mondayOf(parseDay(useShopDay()(0))) + 7)
}

type Props = { readonly first: PlanFields; readonly id?: string }

function Plan({ first, id }: Props) {
  const { t } = useTranslation()
  const earliest = useEarliest()
  const [fields, setFields] = useState(first)
  const [isTried, setIsTried] = useState(false)
  const plan = toPlan(fields)
  const saving = useSaving(id)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsTried(true)
    const hypothesis = fields.hypothesis.trim()
    if (plan && hypothesis !== '') saving.mutate({ ...plan, hypothesis })
  }
  const { error } = saving
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Card component="section">
          <PlanForm
            fields={fields}
            change={(some) => setFields({ ...fields, ...some })}
            {...{ error, isTried, earliest }}
          />
        </Card>
        {plan && <Preview plan={plan} />}
        {error && !isSaidAtField(error, Object.keys(fields)) && <ProblemNotice error={error} />}
        <Group>
          <Button type="submit" size="md" disabled={!plan} loading={saving.isPending}>
            {t('experiments.save')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('experiments.saveHint')}
          </Text>
        </Group>
      </Stack>
    </form>
  )
}

function useSaving(id: string | undefined) {
  const { id: shopId } = useShop()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: AskedPlan & { readonly hypothesis: string }) =>
      id === undefined ? createExperiment({ ...draft, shopId }) : updateExperiment(id, draft),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: experimentsKey })
      await navigate({ to: '/experiments/$id', params: { id: saved.id } })
    },
  })
}

function Preview({ plan }: { readonly plan: AskedPlan }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [asked] = useDebouncedValue(plan, 250)
  const { data, error } = useQuery(previewQuery({ ...asked, shopId }))
  if (error) return <ProblemNotice error={error} />
  if (!data) return <Skeleton height={240} radius="lg" />
  return (
    <>
      <ForetoldNotice foretold={data} />
      <Card component="section">
        <Title order={2}>{t('experiments.weeks')}</Title>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {t('experiments.undrawnHint')}
        </Text>
        <WeekCalendar weeks={data.weeks} />
      </Card>
    </>
  )
}
