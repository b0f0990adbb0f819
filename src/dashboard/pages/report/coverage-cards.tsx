import { Badge, Box, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { type Interval, IntervalBar } from '../../parts/interval-bar.tsx'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { CoverageReport } from '../../queries/coverage.ts'

type Props = { readonly report: CoverageReport }

/** The three shares of the truth that are seen, apart because each has its own causes, and what they come to. */
export function CoverageCards({ report }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <SeenCard report={report} />
      <LinkedCard report={report} />
      <IdsCard report={report} />
      <TotalCard report={report} />
    </SimpleGrid>
  )
}

function SeenCard({ report }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { both, shop } = report.lists
  if (report.inputs.orders === 0) return null
  const isKnown = report.coverage.orders !== null
  const said = { part: format.count(both), n: format.count(shop) }
  return (
    <Question
      title={t('coverageReport.seen.title')}
      share={report.coverage.orders}
      means={isKnown ? t('coverageReport.seen.means', said) : t('coverageReport.seen.none')}
      lowers={t('coverageReport.seen.lowers')}
      remedy={
        isKnown ? (
          t('coverageReport.seen.remedyDone')
        ) : (
          <>
            {t('coverageReport.seen.remedy')} <Way to="/install">{t('coverageReport.seen.install')}</Way>
          </>
        )
      }
    />
  )
}

function LinkedCard({ report: { credited } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { share, corrected, raw } = credited
  if (share.raw === null) return null
  const percent = (value: number) => format.percent(value, 0)
  return (
    <Question
      title={t('coverageReport.linked.title')}
      share={share.raw}
      means={t('coverageReport.linked.means', { part: format.count(raw), n: format.count(share.raw.n) })}
      lowers={t('coverageReport.linked.lowers')}
      remedy={t('coverageReport.linked.remedy')}
    >
      {corrected && share.corrected && corrected.estimate > raw + 0.5 && canSpeakOfRate(raw) && (
        <Box>
          <Group gap="xs">
            <Estimate />
            <Text size="sm" fw={600} className="numbers">
              {t('coverageReport.linked.corrected', {
                value: percent(share.corrected.value),
                low: percent(share.corrected.low),
                high: percent(share.corrected.high),
              })}
            </Text>
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {t('coverageReport.linked.correctedMeans', {
              value: format.count(Math.round(corrected.estimate)),
              low: format.count(Math.floor(corrected.low)),
              high: format.count(Math.ceil(corrected.high)),
              raw: format.count(raw),
            })}
          </Text>
        </Box>
      )}
    </Question>
  )
}

function IdsCard({ report: { clickIds } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { survived, landed, clicks } = clickIds
  if (clicks === 0) return null
  const said = { part: format.count(Math.min(landed, clicks)), n: format.count(clicks) }
  return (
    <Question
      title={t('coverageReport.ids.title')}
      share={survived}
      means={survived ? t('coverageReport.ids.means', said) : t('coverageReport.ids.none')}
      lowers={t('coverageReport.ids.lowers')}
      remedy={
        <>
          {t('coverageReport.ids.remedy')} <Way to="/settings/domains">{t('coverageReport.ids.domains')}</Way>
        </>
      }
    />
  )
}

function TotalCard({ report: { estimate, lists } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { orders, whyNot } = estimate
  if (orders === null) {
    if (whyNot.code === 'no-orders') return null
    return <Figure title={t('coverageReport.total.title')} means={t(`coverageReport.total.whyNot.${whyNot.code}`)} />
  }
  const said = {
    browser: format.count(lists.browser),
    shop: format.count(lists.shop),
    both: format.count(lists.both),
    unseen: format.count(Math.round(orders.unseen)),
  }
  const range = { low: format.count(Math.floor(orders.low)), high: format.count(Math.ceil(orders.high)) }
  return (
    <Figure
      title={t('coverageReport.total.title')}
      value={t('coverageReport.total.value', { value: format.count(Math.round(orders.estimate)) })}
      beside={<Estimate />}
      means={t(orders.unseen > 0 ? 'coverageReport.total.means' : 'coverageReport.total.allSeen', said)}
    >
      <Text size="sm" c="dimmed" className="numbers">
        {t('coverageReport.between', range)}
      </Text>
      <Text size="sm">{t('coverageReport.total.atLeast')}</Text>
      {lists.handOnly > 0 && <Text size="sm">{t('coverageReport.total.hand', { count: lists.handOnly })}</Text>}
    </Figure>
  )
}

type QuestionProps = {
  readonly title: string
  /** Null while it isn't known. */
  readonly share: Interval | null
  readonly means: string
  readonly lowers: string
  readonly remedy: ReactNode
  readonly children?: ReactNode
}

function Question({ title, share, means, lowers, remedy, children }: QuestionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const isSpoken = share !== null && canSpeakOfRate(share.n)
  const value = isSpoken ? { value: format.percent(share.value, 0) } : {}
  return (
    <Figure title={title} means={means} {...value}>
      {share !== null && !isSpoken && (
        <Text size="sm" c="dimmed">
          {t('coverageReport.few', { count: share.n })}
        </Text>
      )}
      {isSpoken && (
        <Box>
          <IntervalBar interval={share} max={1} />
          <Text size="sm" c="dimmed" className="numbers" mt={4}>
            {t('coverageReport.between', { low: format.percent(share.low, 0), high: format.percent(share.high, 0) })}
          </Text>
        </Box>
      )}
      {children}
      <Named name={t('coverageReport.lowers')}>{lowers}</Named>
      <Named name={t('coverageReport.remedy')}>{remedy}</Named>
    </Figure>
  )
}

type FigureProps = {
  readonly title: string
  /** Nothing where it isn't known. */
  readonly value?: string
  readonly beside?: ReactNode
  readonly means: string
  readonly children?: ReactNode
}

function Figure({ title, value, beside, means, children }: FigureProps) {
  const { t } = useTranslation()
  return (
    <Card component="section" h="100%">
      <Title order={2} fz="md">
        {title}
      </Title>
      <Group gap="sm" mt={4}>
        <Text fz={28} fw={650} lh={1.25} className="numbers" {...(value === undefined ? { c: 'dimmed' } : {})}>
          {value ?? t('coverageReport.unknown')}
        </Text>
        {beside}
      </Group>
      <Stack gap="sm" mt="xs">
        <Text size="sm">{means}</Text>
        {children}
      </Stack>
    </Card>
  )
}

function Named({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Box>
      <Text size="xs" fw={600} c="dimmed">
        {name}
      </Text>
      <Text size="sm">{children}</Text>
    </Box>
  )
}

function Way({ to, children }: { readonly to: '/install' | '/settings/domains'; readonly children: string }) {
  return (
    <Link to={to} style={{ color: 'var(--accent-text)' }}>
      {children}
    </Link>
  )
}

function Estimate() {
  const { t } = useTranslation()
  return (
    <Badge variant="light" tt="none">
      {t('coverageReport.estimate')}
    </Badge>
  )
}
