import { Button, Card, List, Stack, Text, Title } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { createGoal, type GoalDraft } from '../../queries/goals.ts'
import type { Plan } from '../../queries/plan.ts'
import { type Made, makeMilestones } from './make-milestones.ts'
import { toMilestones } from './plan-fields.ts'

/** Makes what it takes into milestones, under the goal that was planned or one made of the question. */
export function PlanMilestones({ plan, goalId }: { readonly plan: Plan; readonly goalId: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const from = useShopDay()(0)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { metric, target, to } = plan
  const name = t(`plan.result.${metric}`)
  const main: GoalDraft = {
    name: `${format.count(target)} ${name.toLowerCase()}`,
    metric,
    target,
    from,
    to,
    main: true,
    shopId,
  }
  const names = { clicks: t('plan.step.clicks'), impressions: t('plan.step.impressions'), channel: channelName }
  const milestones = toMilestones(plan, { from, shopId }, names)
  const [made] = useState((): Made => new Map())
  const making = useMutation({
    mutationFn: () =>
      makeMilestones(goalId === undefined ? main : { id: goalId }, milestones, { made, create: createGoal }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['goals', shopId] })
      notify(t('plan.milestones.made', { count: milestones.length }), t)
      await navigate({ to: '/goals' })
    },
  })
  if (milestones.length === 0) return null
  return (
    <Card component="section">
      <Stack gap="sm">
        <Title order={2}>{t('plan.milestones.title')}</Title>
        <Text size="sm" c="dimmed" maw={720}>
          {goalId === undefined ? t('plan.milestones.withMain', { goal: main.name }) : t('plan.milestones.under')}
        </Text>
        <List size="sm">
          {milestones.map((one) => (
            <List.Item key={one.name}>
              {one.name}: {format.count(one.target)}
            </List.Item>
          ))}
        </List>
        {making.error && <ProblemNotice error={making.error} />}
        <Button
          w="fit-content"
          leftSection={<IconFlag size={18} />}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('plan.milestones.make')}
        </Button>
      </Stack>
    </Card>
  )
}
