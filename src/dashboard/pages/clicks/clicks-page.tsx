import { Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DownloadMenu } from '../../parts/download-menu.tsx'
import { useFormat } from '../../parts/format.ts'
import { Live } from '../../parts/live.tsx'
import { OwnDevice } from '../../parts/own-device.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { reasonsQuery } from '../../queries/clicks.ts'
import { ClickList } from './click-list.tsx'
import { ClickTotals } from './click-totals.tsx'
import { ReasonBreakdown } from './reason-breakdown.tsx'

/** Who clicked, who counts, what was left out and why, as it happens. */
export function ClicksPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const day = useShopDay()
  const { days } = useSearch({ from: '/signed-in/clicks' })
  const period = { from: day(days - 1), to: day(0) }
  const { data, error, refetch } = useQuery(reasonsQuery(id, period))
  const actions = (
    <Group gap="xs">
      <DownloadMenu name="clicks" query={{ shopId: id, ...period }} holds={t('download.clicks')} />
      <Live />
    </Group>
  )
  return (
    <Page title={t('clicks.title')} lead={t('clicks.lead')} actions={actions}>
      <PeriodChoice days={days} />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? (
        <Stack gap="xl">
          <ClickTotals reasons={data} />
          <ReasonBreakdown reasons={data} />
        </Stack>
      ) : (
        !error && <Skeleton height={330} radius="lg" />
      )}
      <ClickList />
      <OwnDevice />
    </Page>
  )
}

function PeriodChoice({ days }: { readonly days: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const day = useShopDay()
  const navigate = useNavigate({ from: '/clicks' })
  const period = [day(days - 1), day(0)].map((one) => format.day(one))
  return (
    <Group gap="md" mih={42}>
      <SegmentedControl
        aria-label={t('period.label')}
        value={String(days)}
        onChange={(value) => void navigate({ search: { days: Number(value) }, replace: true, resetScroll: false })}
        data={[
          { value: '1', label: t('clicks.today') },
          ...[7, 30].map((count) => ({ value: String(count), label: t('period.days', { count }) })),
        ]}
      />
      <Text size="sm" c="dimmed">
        {days === 1 ? period[1] : period.join(' – ')}
      </Text>
    </Group>
  )
}
