import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPizza } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Leaf, celebrate, refreshGoal } from '../../queries/goal-standing.ts'
import { sayValue } from './goal-words.ts'
import classes from './goals.module.css'
import { useSay } from './use-say.ts'

/** Once, when a goal is reached, until somebody has seen it: with a sentence to send on. */
export function Celebration({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const shop = useShop()
  const queries = useQueryClient()
  const done = useMutation({
    mutationFn: () => celebrate(goal.id),
    onSuccess: () => refreshGoal(queries, shop.id, goal.id),
  })
  const { status, value, target, reachedAt, celebratedAt } = goal.progress
  if (status !== 'reached' || value === null || reachedAt === null || celebratedAt !== null) return null
  const sentence = t('goals.celebration.sentence', {
    shop: shop.name,
    goal: goal.name,
    metric: goal.measures.name.toLowerCase(),
    value: sayValue(value, say),
    target: sayValue(target, say),
    from: say.format.day(goal.from),
    to: say.format.day(goal.to),
  })
  return (
    <Alert color="trail" mt="md" title={t('goals.celebration.title')} icon={<Pizza />}>
      <Text size="sm">{t('goals.celebration.lead')}</Text>
      <Text size="sm" mt={6} className="break">
        “{sentence}”
      </Text>
      <Group gap="xs" mt="sm">
        <CopyButton text={sentence} what={t('goals.celebration.what')} label={t('goals.celebration.copy')} />
        <Button size="sm" variant="subtle" onClick={() => done.mutate()} loading={done.isPending}>
          {t('goals.celebration.done')}
        </Button>
      </Group>
    </Alert>
  )
}

function Pizza() {
  return <IconPizza size={36} stroke={1.5} className={classes['pizza']} aria-hidden="true" />
}
