import { Alert, Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type Experiment, experimentQuery, type ExperimentResult, resultQuery } from '../../queries/experiments.ts'
import { BackToExperiments } from './back.tsx'
import { WeekCalendar } from './calendar.tsx'
import { CourseActions } from './course-actions.tsx'
import { ForetoldNotice } from './foretold.tsx'
import { Registered } from './registered.tsx'
import { StateBadge } from './state-badge.tsx'
import { useShowOutcome } from './use-show-outcome.ts'
import { VerdictCard } from './verdict-card.tsx'

/** One experiment: planned, under way, or told. */
export function ExperimentPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/signed-in/experiments/$id' })
  const { data, error, refetch } = useQuery(experimentQuery(id))
  return (
    <Page
      title={data?.hypothesis ?? t('experiments.title')}
      back={<BackToExperiments />}
      actions={data && <CourseActions experiment={data} />}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} radius="lg" />}
      {data && (
        <Stack gap="lg">
          <Facts experiment={data} />
          {data.foretold ? <Draft experiment={data} foretold={data.foretold} /> : <Course experiment={data} />}
        </Stack>
      )}
    </Page>
  )
}

function Facts({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, metric, channel, pairs, firstMonday, to, sides, washOutDays } = experiment
  const facts = [
    t(`experiments.metric.${metric}`),
    channel === null ? t('experiments.allPosts') : channelName(channel),
    t('experiments.pairsCount', { count: pairs }),
    `${format.day(firstMonday)} – ${format.day(to)}`,
    t(sides === 1 ? 'experiments.oneSided' : 'experiments.twoSided'),
    t('experiments.washOutDays', { count: washOutDays }),
  ]
  return (
    <div>
      <StateBadge state={state} />
      <Text mt="xs" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </div>
  )
}

type DraftProps = {
  readonly experiment: Experiment
  readonly foretold: Parameters<typeof ForetoldNotice>[0]['foretold']
}

function Draft({ experiment, foretold }: DraftProps) {
  const { t } = useTranslation()
  return (
    <>
      <ForetoldNotice foretold={foretold} />
      <Card component="section">
        <Title order={2}>{t('experiments.weeks')}</Title>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {t('experiments.undrawnHint')}
        </Text>
        <WeekCalendar weeks={experiment.weeks} />
      </Card>
    </>
  )
}

function Course({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(resultQuery(experiment.id))
  const show = useShowOutcome(experiment)
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={320} radius="lg" />
  return (
    <>
      <Outcome experiment={experiment} result={data} />
      <Card component="section">
        <Title order={2}>{t('experiments.kept')}</Title>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {t(data.verdict ? 'experiments.keptBrought' : 'experiments.keptHint')}
        </Text>
        <WeekCalendar weeks={data.weeks} excluded={data.exclusions.map(({ pair }) => pair)} show={show} />
        <LeftOut exclusions={data.exclusions} />
      </Card>
      <Registered experiment={experiment} />
    </>
  )
}

function Outcome({ experiment, result }: { readonly experiment: Experiment; readonly result: ExperimentResult }) {
  const { t } = useTranslation()
  if (result.verdict) return <VerdictCard experiment={experiment} result={result} verdict={result.verdict} />
  const left = result.state === 'waiting' || result.state === 'running'
  return (
    <Alert
      color="gray"
      role="status"
      title={left ? t('experiments.daysLeft', { count: result.daysLeft }) : t(`experiments.state.${result.state}`)}
    >
      <Text>{result.words}</Text>
      {experiment.stopReason && <Text size="sm">{t('experiments.stopReason', { reason: experiment.stopReason })}</Text>}
    </Alert>
  )
}

function LeftOut({ exclusions }: Pick<ExperimentResult, 'exclusions'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (exclusions.length === 0) return null
  return (
    <Stack gap={4} mt="md">
      {exclusions.map(({ pair, reason, at }) => (
        <Text key={pair} size="sm">
          {t('experiments.leftOutLine', { pair, reason, time: at === null ? '' : format.time(at) })}
        </Text>
      ))}
    </Stack>
  )
}
