import { Button, Card, Modal, Skeleton, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { catalogQuery, type Goal, goalsQuery, type JudgedGoal, type Metric } from '../../queries/goals.ts'
import { GoalCard } from './goal-card.tsx'
import { GoalForm } from './goal-form.tsx'
import { GoalJudgement } from './goal-judgement.tsx'

/** What is to be reached, how near the sale it is, and how it goes. */
export function GoalsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [isOpen, form] = useDisclosure(false)
  const [saved, setSaved] = useState<JudgedGoal | null>(null)
  const goals = useQuery(goalsQuery(shopId))
  const catalog = useQuery(catalogQuery)
  const open = () => {
    setSaved(null)
    form.open()
  }
  const error = goals.error ?? catalog.error
  const metrics = catalog.data?.items
  const items = goals.data?.items
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={open} disabled={!metrics}>
      {t('goals.new')}
    </Button>
  )
  return (
    <Page title={t('goals.title')} lead={t('goals.lead')} actions={add}>
      {error && <ProblemNotice error={error} onRetry={() => void goals.refetch()} />}
      {(!items || !metrics) && !error && <Skeleton height={220} radius="lg" />}
      {items?.length === 0 && (
        <Card padding={0}>
          <Empty icon={<IconTargetArrow size={24} />} title={t('goals.empty.title')} next={t('goals.empty.next')}>
            {add}
          </Empty>
        </Card>
      )}
      {items && metrics && <GoalList goals={items} metrics={metrics} />}
      <Modal
        opened={isOpen}
        onClose={form.close}
        size="lg"
        title={saved ? t('goals.saved') : t('goals.new')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {saved && metrics ? (
          <GoalJudgement goal={saved} metrics={metrics} onClose={form.close} />
        ) : (
          <GoalForm metrics={metrics ?? []} goals={items ?? []} onSaved={setSaved} />
        )}
      </Modal>
    </Page>
  )
}

/** What runs or is to come before what is over, main goals before others, near the sale first. */
function rank({ to, main, level }: Goal, today: string): number {
  return (to >= today ? 100 : 0) + (main ? 10 : 0) + level
}

/** Main goals with the milestones towards them beneath; milestones that lead nowhere come last. */
function GoalList({ goals, metrics }: { readonly goals: readonly Goal[]; readonly metrics: readonly Metric[] }) {
  const today = useShopDay()(0)
  const known = new Set(goals.map(({ id }) => id))
  const tops = goals.filter(({ parentId }) => parentId === null || !known.has(parentId))
  const card = (goal: Goal) => (
    <GoalCard key={goal.id} goal={goal} metric={metrics.find(({ id }) => id === goal.metric)} />
  )
  return (
    <Stack gap="lg">
      {tops
        .toSorted((one, other) => rank(other, today) - rank(one, today))
        .map((goal) => (
          <Stack key={goal.id} gap="sm">
            {card(goal)}
            <Stack gap="sm" pl={{ base: 'md', sm: 'xl' }}>
              {goals.filter(({ parentId }) => parentId === goal.id).map(card)}
            </Stack>
          </Stack>
        ))}
    </Stack>
  )
}
