import { MultiSelect, NumberInput, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { plannable } from '../../../goals/plannable.ts'
import { channels } from '../../../links/channel.ts'
import { useFormat } from '../../parts/format.ts'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import type { Goal, Metric } from '../../queries/goals.ts'
import { ofGoal, type PlanFields } from './plan-fields.ts'

type Props = {
  readonly fields: PlanFields
  readonly change: (some: Partial<PlanFields>) => void
  readonly goals: readonly Goal[]
  readonly metrics: readonly Metric[]
}

/** “I want 60 orders by 31 December”, as a sentence and as the fields that make it. */
export function PlanQuestion({ fields, change, goals, metrics }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  const today = useShopDay()(0)
  const nameOf = (id: string) => metrics.find((one) => one.id === id)?.name ?? id
  const amount =
    fields.metric === 'revenue' ? format.money(Number(fields.target), currency) : format.count(Number(fields.target))
  const runs = goals.filter((goal) => goal.to >= today && ofGoal(goal, fields))
  const choose = (id: string | null) => {
    const goal = runs.find((one) => one.id === id)
    change((goal && ofGoal(goal, fields)) ?? { goalId: '' })
  }
  return (
    <Stack gap="md">
      <Title order={2}>
        {t('plan.sentence', {
          amount,
          metric: nameOf(fields.metric).toLowerCase(),
          day: fields.to === '' ? '…' : format.day(fields.to),
        })}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <NumberInput
          label={t('plan.target')}
          size="md"
          min={0}
          hideControls
          thousandSeparator=" "
          suffix={fields.metric === 'revenue' ? ` ${currency}` : ''}
          value={fields.target}
          onChange={(target) => change({ target, goalId: '' })}
        />
        <Select
          label={t('plan.metric')}
          size="md"
          allowDeselect={false}
          data={plannable.map((id) => ({ value: id, label: nameOf(id) }))}
          value={fields.metric}
          onChange={(id) => change({ metric: plannable.find((one) => one === id) ?? 'orders', goalId: '' })}
        />
        <TextInput
          type="date"
          label={t('plan.to')}
          size="md"
          min={today}
          value={fields.to}
          onChange={(event) => change({ to: event.currentTarget.value, goalId: '' })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {runs.length > 0 && (
          <Select
            label={t('plan.goal')}
            size="md"
            description={t('plan.goalHint')}
            data={[{ value: '', label: t('plan.noGoal') }, ...runs.map(({ id, name }) => ({ value: id, label: name }))]}
            value={fields.goalId}
            onChange={choose}
            allowDeselect={false}
          />
        )}
        <MultiSelect
          label={t('plan.channels')}
          size="md"
          description={t('plan.channelsHint')}
          placeholder={fields.channels.length === 0 ? t('plan.channelsUsed') : ''}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...fields.channels]}
          onChange={(chosen) => change({ channels: chosen, shares: {} })}
          clearable
          searchable
        />
      </SimpleGrid>
    </Stack>
  )
}
