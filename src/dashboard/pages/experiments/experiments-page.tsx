import { Button, Card, Group, Skeleton, Stack, Switch, Text, Title } from '@mantine/core'
import { IconFlask2, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Experiment, experimentsQuery } from '../../queries/experiments.ts'
import classes from './experiments.module.css'
import { StateBadge } from './state-badge.tsx'

/** Would they have bought anyway? Weeks with posts against weeks without. */
export function ExperimentsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [archived, setArchived] = useState(false)
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(experimentsQuery(shopId, archived))
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <Page
      title={t('experiments.title')}
      lead={t('experiments.lead')}
      back={<BackToReport />}
      actions={
        <Button component={Link} to="/experiments/new" leftSection={<IconPlus size={18} />}>
          {t('experiments.new')}
        </Button>
      }
    >
      <Stack gap="md">
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!items && !error && <Skeleton height={200} radius="lg" />}
        {items?.length === 0 && !archived && (
          <Card>
            <Empty
              order={2}
              icon={<IconFlask2 size={24} />}
              title={t('experiments.none')}
              next={t('experiments.noneNext')}
            />
          </Card>
        )}
        {items?.length === 0 && archived && <Text c="dimmed">{t('experiments.noneArchived')}</Text>}
        {items?.map((experiment) => (
          <ExperimentCard key={experiment.id} experiment={experiment} />
        ))}
        {hasNextPage && (
          <Button variant="default" onClick={() => void fetchNextPage()}>
            {t('experiments.more')}
          </Button>
        )}
        <Switch
          label={t('experiments.showArchived')}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </Stack>
    </Page>
  )
}

function ExperimentCard({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id, hypothesis, metric, pairs, firstMonday, to, state } = experiment
  return (
    <Card component="section" aria-label={hypothesis}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Title order={2} className="break">
            <Link to="/experiments/$id" params={{ id }} className={classes['name'] ?? ''}>
              {hypothesis}
            </Link>
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`experiments.metric.${metric}`)} · {t('experiments.pairsCount', { count: pairs })} ·{' '}
            {format.day(firstMonday)} – {format.day(to)}
          </Text>
        </div>
        <StateBadge state={state} />
      </Group>
    </Card>
  )
}
