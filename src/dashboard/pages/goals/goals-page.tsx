import { Button, Skeleton, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Branch, treeQuery } from '../../queries/goal-standing.ts'
import { PurposeCard } from '../purpose/purpose-card.tsx'
import { ArchivedGoals } from './archived-goals.tsx'
import { FirstGoals } from './first-goals.tsx'
import { GoalCard } from './goal-card.tsx'
import { HubLinks } from './hub-links.tsx'
import { ReviewNudge } from './review-nudge.tsx'

/** Why, what is to be reached, how near the sale it is, and how it goes. */
export function GoalsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(treeQuery(shopId))
  const add = (
    <Button leftSection={<IconPlus size={18} />} renderRoot={(props) => <Link to="/goals/new" {...props} />}>
      {t('goals.new')}
    </Button>
  )
  return (
    <Page title={t('goals.title')} lead={t('goals.lead')} actions={add}>
      <Stack gap="lg">
        <PurposeCard />
        <HubLinks />
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={320} radius="lg" />}
        {data && <ReviewNudge goals={data.items} />}
        {data?.items.length === 0 && <FirstGoals />}
        {data && <GoalList goals={data.items} />}
        {data && <ArchivedGoals goals={data.archived} />}
      </Stack>
    </Page>
  )
}

/** What runs before what is to come and what is over, main goals before others, near the sale first. */
function rank({ from, to, main, level }: Branch, today: string): number {
  return (to >= today ? 100 : 0) + (from <= today ? 50 : 0) + (main ? 10 : 0) + level
}

function GoalList({ goals }: { readonly goals: readonly Branch[] }) {
  const today = useShopDay()(0)
  return goals
    .toSorted((one, other) => rank(other, today) - rank(one, today))
    .map((goal) => <GoalCard key={goal.id} goal={goal} />)
}
