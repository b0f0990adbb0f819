import { Card, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { localDay, showDay } from '../../../shops/calendar.ts'
import { BackToReport } from '../../parts/back-link.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { readersLanguage } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { monthQuery } from '../../queries/leader.ts'
import { Mails } from './mails.tsx'
import { MonthPreview } from './month-preview.tsx'
import { MonthShares } from './month-shares.tsx'
import { WrittenForm } from './written-form.tsx'

/** One month on one page, for whoever leads the shop: read, written to, shared, printed and sent. */
export function LeaderPage() {
  const { t } = useTranslation()
  const { id: shopId, createdAt, timeZone } = useShop()
  const months = monthsUpTo(useShopDay()(0))
  const search = useSearch({ from: '/signed-in/leader' })
  const navigate = useNavigate({ from: '/leader' })
  const firstMonth = showDay(localDay(Date.parse(createdAt), timeZone)).slice(0, 7)
  // What is over is what is told of, once there is such a month.
  const month = search.month ?? months.slice(0, 2).findLast((one) => one >= firstMonth) ?? ''
  const { data, error, refetch } = useQuery(monthQuery(shopId, month))
  return (
    <Page title={t('leader.title')} lead={t('leader.lead')} back={<BackToReport />}>
      <Select
        label={t('leader.month')}
        allowDeselect={false}
        maw={260}
        value={month}
        onChange={(value) => value && void navigate({ search: { month: value }, replace: true, resetScroll: false })}
        data={[...new Set([...months, month])].map((value) => ({ value, label: nameOf(value) }))}
      />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? (
        <Stack gap="lg">
          <Card component="section" aria-label={t('leader.sentence')}>
            <Text fw={600} size="lg" className="break">
              {data.sentence}
            </Text>
            <Group mt="md">
              <CopyButton text={data.sentence} what={t('leader.sentence')} label={t('leader.copy')} />
            </Group>
          </Card>
          <WrittenForm key={month} month={data} />
          <MonthPreview month={month} />
          <MonthShares key={`shares ${month}`} month={month} />
        </Stack>
      ) : (
        !error && <Skeleton height={300} radius="lg" />
      )}
      <Mails />
    </Page>
  )
}

/** The newest first; `2026-11` of the day `2026-11-23`. */
function monthsUpTo(today: string): string[] {
  const [year, month] = today.split('-').map(Number)
  const now = (year ?? 0) * 12 + (month ?? 1) - 1
  return Array.from({ length: mostMonths }, (_, ago) => {
    const at = now - ago
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

const mostMonths = 25

function nameOf(month: string): string {
  const format = new Intl.DateTimeFormat(readersLanguage, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${month}-01T00:00:00Z`))
}
