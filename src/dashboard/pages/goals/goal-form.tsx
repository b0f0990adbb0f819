import {
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { createGoal, type Goal, goalsQuery, type JudgedGoal, type Metric } from '../../queries/goals.ts'
import { emptyGoal, type GoalFields, toGoalDraft } from './goal-fields.ts'
import { MetricField } from './metric-field.tsx'

type Props = {
  readonly metrics: readonly Metric[]
  readonly goals: readonly Goal[]
  readonly onSaved: (goal: JudgedGoal) => void
}

export function GoalForm({ metrics, goals, onSaved }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const queries = useQueryClient()
  const [fields, setFields] = useState<GoalFields>(() => emptyGoal(day(0), day(-29)))
  const saving = useMutation({
    mutationFn: () => createGoal(toGoalDraft(fields, shopId)),
    onSuccess: async (goal) => {
      onSaved(goal)
      await queries.invalidateQueries({ queryKey: goalsQuery(shopId).queryKey })
    },
  })
  const metric = metrics.find(({ id }) => id === fields.metric)
  const change = (some: Partial<GoalFields>) => setFields({ ...fields, ...some })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const parts = { fields, change, error: saving.error }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {saving.error && !isSaidAtField(saving.error, Object.keys(fields)) && <ProblemNotice error={saving.error} />}
        <TextInput
          label={t('goalForm.name')}
          placeholder={t('goalForm.nameExample')}
          required
          withAsterisk={false}
          data-autofocus
          value={fields.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fieldError(saving.error, 'name')}
        />
        <MetricField
          metrics={metrics}
          value={fields.metric}
          onChange={(id) => change({ metric: id })}
          error={saving.error}
        />
        <Numbers {...parts} metric={metric} />
        <Place {...parts} metric={metric} goals={goals} />
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={saving.isPending}>
            {t('goalForm.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type PartProps = {
  readonly fields: GoalFields
  readonly change: (some: Partial<GoalFields>) => void
  readonly error: unknown
  readonly metric: Metric | undefined
}

/** How much, from when to when. */
function Numbers({ fields, change, error, metric }: PartProps) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const unit = metric?.unit.startsWith('money') ? ` ${currency}` : metric?.unit === 'percent' ? ' %' : ''
  const number = { size: 'md', min: 0, suffix: unit, hideControls: true, thousandSeparator: ' ' } as const
  return (
    <SimpleGrid cols={2} spacing="md">
      <NumberInput
        {...number}
        label={t('goalForm.target')}
        required
        withAsterisk={false}
        value={fields.target}
        onChange={(target) => change({ target })}
        error={fieldError(error, 'target')}
      />
      <NumberInput
        {...number}
        label={metric?.kind === 'stock' ? t('goalForm.baselineStock') : t('goalForm.baseline')}
        placeholder={t('goalForm.optional')}
        value={fields.baseline}
        onChange={(baseline) => change({ baseline })}
        error={fieldError(error, 'baseline')}
      />
      <TextInput
        type="date"
        label={t('goalForm.from')}
        required
        withAsterisk={false}
        value={fields.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={fieldError(error, 'from')}
      />
      <TextInput
        type="date"
        label={t('goalForm.to')}
        required
        withAsterisk={false}
        value={fields.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={fieldError(error, 'to')}
      />
    </SimpleGrid>
  )
}

/** Where, and what it is for. */
function Place({ fields, change, error, metric, goals }: PartProps & Pick<Props, 'goals'>) {
  const { t } = useTranslation()
  const isLow = metric !== undefined && metric.level <= 3
  const parents = goals.filter(({ level }) => level >= 4).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <Select
        label={t('goalForm.channel')}
        data={[
          { value: '', label: t('goals.wholeShop') },
          ...channels.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={fields.channel}
        onChange={(channel) => change({ channel: channel ?? '' })}
        error={fieldError(error, 'scope')}
      />
      <Stack gap={6}>
        <SegmentedControl
          aria-label={t('goalForm.kind')}
          value={fields.main ? 'main' : 'milestone'}
          onChange={(value) => change({ main: value === 'main' })}
          data={[
            { value: 'main', label: t('goals.main') },
            { value: 'milestone', label: t('goals.milestone') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {fields.main ? t('goalForm.mainHint') : t('goalForm.milestoneHint')}
        </Text>
      </Stack>
      {fields.main ? (
        <TextInput
          label={t('goalForm.businessGoal')}
          placeholder={t('goalForm.businessGoalExample')}
          value={fields.businessGoal}
          onChange={(event) => change({ businessGoal: event.currentTarget.value })}
          error={fieldError(error, 'businessGoal')}
        />
      ) : (
        <Select
          label={t('goalForm.parent')}
          placeholder={parents.length > 0 ? t('goalForm.parentChoose') : t('goalForm.parentNone')}
          disabled={parents.length === 0}
          data={parents}
          value={fields.parentId}
          onChange={(parentId) => change({ parentId })}
          error={fieldError(error, 'parentId')}
        />
      )}
      {fields.main && isLow && (
        <Textarea
          size="md"
          autosize
          label={t('goalForm.reason')}
          description={t('goalForm.reasonHint')}
          value={fields.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          error={fieldError(error, 'reason')}
        />
      )}
    </>
  )
}
