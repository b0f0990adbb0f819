import { Alert, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type AnotherNumber, anotherNumberQuery } from '../../queries/certainty.ts'
import { CoverageOfDays } from '../report/coverage-line.tsx'
import { FiltersLeftOut } from '../report/filters-left-out.tsx'
import { PeriodPicker } from '../report/period-picker.tsx'
import { periodOf, type ReportSearch } from '../report/period.ts'
import { type Told, TheirNumber } from './their-number.tsx'
import { Reasons } from './reasons.tsx'
import { useSayCount } from './use-say-count.ts'

const waitMs = 300

/** Another count of the same days says something else: the reasons, with our own counts. */
export function AnotherNumberPage() {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const day = useShopDay()
  const search: ReportSearch = useSearch({ from: '/signed-in/report/why' })
  const navigate = useNavigate({ from: '/report/why' })
  const period = periodOf(search, day)
  const [told, setTold] = useState<Told>({ source: 'ga4', metric: 'orders', value: '', of: 'shop', timeZone })
  const [settled] = useDebouncedValue(told, waitMs)
  const { source, metric, value, of, timeZone: theirTimeZone } = settled
  const isOfOrders = metric === 'orders' || metric === 'revenue'
  const asked = { shopId, ...period, source, metric, value, theirTimeZone, ...(isOfOrders ? { of } : {}) }
  const { data, error, isFetching, refetch } = useQuery(anotherNumberQuery(asked))
  const go = (next: ReportSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  return (
    <Page title={t('why.title')} lead={t('why.lead')} back={<BackToReport />}>
      <Stack gap="sm">
        <PeriodPicker search={search} period={period} onChange={go} />
        <FiltersLeftOut search={search} onChange={go}>
          {t('why.whole')}
        </FiltersLeftOut>
        <CoverageOfDays period={period} search={search} />
      </Stack>
      <TheirNumber told={told} onChange={setTold} />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {value !== '' && data && (
        <Stack gap="lg">
          <Gap report={data} />
          <Reasons report={data} />
        </Stack>
      )}
      {value !== '' && !data && !error && isFetching && <Skeleton height={320} radius="lg" />}
    </Page>
  )
}

/** Theirs, ours, and how much of what is between them can be counted. */
function Gap({ report }: { readonly report: AnotherNumber }) {
  const { t } = useTranslation()
  const say = useSayCount(report)
  const { ours, value, gap, explained } = report
  const size = Math.abs(gap)
  const which = gap > 0 ? 'larger' : report.metric === 'revenue' ? 'less' : 'smaller'
  return (
    <Alert color={gap === 0 ? 'teal' : 'trail'} variant="light" icon={<IconScale size={20} />}>
      <Text fw={600} size="lg" className="numbers" aria-live="polite">
        {gap === 0
          ? t('why.same', { value: say(value) })
          : t(`why.gap.${which}`, { theirs: say(value), ours: say(ours), gap: say(size) })}
      </Text>
      {gap !== 0 && (
        <Text size="sm" mt={6} className="numbers">
          {[
            explained.counted === 0
              ? t('why.explained.nothing')
              : t('why.explained.counted', { counted: say(explained.counted) }),
            ...(explained.against > 0 ? [t('why.explained.against', { against: say(explained.against) })] : []),
            explained.unexplained > 0
              ? t('why.explained.left', { left: say(explained.unexplained) })
              : t('why.explained.enough'),
            ...(explained.onCondition > 0 ? [t('why.explained.if', { more: say(explained.onCondition) })] : []),
          ].join(' ')}
        </Text>
      )}
    </Alert>
  )
}
