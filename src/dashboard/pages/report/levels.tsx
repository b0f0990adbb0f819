import { Box, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type FunnelLevel, funnelQuery } from '../../queries/funnel.ts'
import { CoverageLink } from './coverage-link.tsx'
import { FunnelGap } from './funnel-gap.tsx'
import classes from './levels.module.css'
import type { Period, ReportSearch } from './period.ts'

type Props = { readonly shopId: string; readonly period: Period; readonly search: ReportSearch }

/** From being seen to being paid, nearest the sale first: that is where goals belong. */
export function Levels({ shopId, period, search }: Props) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(funnelQuery({ shopId, ...period, by: 'channel' }))
  return (
    <Card padding={0} component="section">
      <Box p="lg" pb="sm">
        <Title order={2}>{t('levels.title')}</Title>
        <Text size="sm" c="dimmed" mt={4} mb={4} maw={620}>
          {t('levels.lead')}
        </Text>
        <CoverageLink to="/report/funnel" search={search}>
          {t('funnel.open')}
        </CoverageLink>
      </Box>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data?.totals.levels.toReversed().map((level) => (
        <LevelRow key={level.level} level={level} currency={data.currency} />
      ))}
    </Card>
  )
}

function LevelRow({ level, currency }: { readonly level: FunnelLevel; readonly currency: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const show = (metric: string, value: number | string) =>
    metric === 'revenue' ? format.money(value, currency) : format.count(Number(value))
  return (
    <div className={classes.row}>
      <Stack gap={4}>
        <LevelBadge level={level.level} />
        <Text size="sm" c="dimmed">
          {t(`levels.${level.level}.means`)}
        </Text>
      </Stack>
      <Stack gap={6}>
        {level.figures.length > 0 && (
          <Group gap="xl" className="numbers">
            {level.figures.map(({ metric, name, value }) => (
              <div key={metric}>
                <Text fw={650} fz="lg" lh={1.3}>
                  {show(metric, value)}
                </Text>
                <span className="label">{sayFigure(metric, t) ?? name}</span>
              </div>
            ))}
          </Group>
        )}
        <FunnelGap level={level} />
      </Stack>
    </div>
  )
}

function sayFigure(metric: string, t: TFunction): string | undefined {
  const known = figures.find((one) => one === metric)
  return known && t(`levels.figure.${known}`)
}

const figures = ['link_clicks', 'unique_clicks', 'sessions', 'leads', 'orders', 'revenue'] as const
