import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import type { Leaf } from '../../queries/goal-standing.ts'
import { judgementQuery } from '../../queries/goal-wizard.ts'
import { ChainList, pages } from '../goal-wizard/chain-list.tsx'

/** Why this goal stands on its level, what leads from it to a sale, and the step that would unlock the next. */
export function WhyPanel({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { name, metric, target, baseline, from, to, main, parentId, businessGoal, reason } = goal
  const sketch = { name, metric, target, baseline, from, to, main, parentId, businessGoal, reason, shopId }
  const { data } = useQuery(judgementQuery({ ...sketch, scope: scopeOf(goal) }))
  const unlock = data?.measurable?.unlock
  return (
    <Card component="section">
      <Title order={2}>{t('goals.why.title')}</Title>
      <Text mt="xs">{goal.verdict.why}</Text>
      {data?.chain && (
        <Stack gap="sm" mt="md">
          <Title order={3}>{t('wizard.chain.title')}</Title>
          <ChainList chain={data.chain} />
        </Stack>
      )}
      {goal.level < 4 && goal.suggestions.length > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('goals.why.nearer', { metrics: goal.suggestions.map((one) => one.name).join(', ') })}
        </Text>
      )}
      {unlock && (
        <Text size="sm" mt="md">
          {t('goals.why.unlock')}{' '}
          <Anchor component={Link} to={pages[unlock.page]} inherit>
            {unlock.step}
          </Anchor>
        </Text>
      )}
    </Card>
  )
}

/** Without what isn't set. */
function scopeOf({ scope: { channel, campaignId, postId, place } }: Leaf) {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(postId === undefined ? {} : { postId }),
    ...(place === undefined ? {} : { place }),
  }
}
