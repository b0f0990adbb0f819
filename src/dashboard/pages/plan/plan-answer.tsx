import { Alert, Anchor, Card, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Plan } from '../../queries/plan.ts'
import { PlanColumn } from './plan-column.tsx'
import type { PlanFields } from './plan-fields.ts'
import { PlanMilestones } from './plan-milestones.tsx'
import { Shares } from './shares.tsx'

type Props = {
  readonly plan: Plan
  readonly fields: PlanFields
  readonly change: (some: Partial<PlanFields>) => void
  readonly goalId: string | undefined
}

/** Altogether and per channel, whether it fits what the shop can put in, and what it rests on. */
export function PlanAnswer({ plan, fields, change, goalId }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const isMany = plan.channels.length > 1
  const amount = plan.metric === 'revenue' ? format.money(plan.reached, plan.currency) : format.count(plan.reached)
  return (
    <Stack gap="xl">
      {plan.reached > 0 && <Text>{t('plan.reached', { amount })}</Text>}
      <Fit plan={plan} />
      {isMany && <Shares plan={plan} fields={fields} change={change} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: isMany ? 3 : 2 }} spacing="md">
        {isMany && <PlanColumn plan={plan} needs={plan.totals} />}
        {plan.channels.map((one) => (
          <PlanColumn key={one.channel} plan={plan} needs={one.needs} of={one} />
        ))}
      </SimpleGrid>
      <PlanMilestones plan={plan} goalId={goalId} />
      <Card component="section">
        <Stack gap="xs">
          <Title order={2}>{t('plan.assumptions')}</Title>
          <List size="sm" spacing={6} maw={760}>
            {plan.assumptions.map((one) => (
              <List.Item key={one}>{one}</List.Item>
            ))}
          </List>
          <Text size="sm" c="dimmed">
            {t('plan.ratesFrom', { from: format.day(plan.rates.from), to: format.day(plan.rates.to) })}
          </Text>
        </Stack>
      </Card>
    </Stack>
  )
}

/** Said, not judged: the plan stands either way. */
function Fit({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation()
  const { hoursPerWeek, moneyPerMonth } = plan.feasibility
  const isTooMuch = hoursPerWeek.fits === false || moneyPerMonth.fits === false
  return (
    <Alert
      color={isTooMuch ? 'orange' : 'gray'}
      icon={<IconInfoCircle size={20} />}
      title={isTooMuch ? t('plan.tooMuch') : t('plan.effort')}
      role="status"
    >
      <Text size="sm">{hoursPerWeek.words}</Text>
      <Text size="sm">{moneyPerMonth.words}</Text>
      {(hoursPerWeek.said === null || moneyPerMonth.said === null) && (
        <Anchor component={Link} to="/purpose" size="sm" underline="always">
          {t('plan.toPurpose')}
        </Anchor>
      )}
    </Alert>
  )
}
