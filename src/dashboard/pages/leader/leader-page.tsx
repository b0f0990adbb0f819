import { Card, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { readersLanguage } from '../../parts/format.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { monthQuery, monthsQuery } from '../../queries/leader.ts'
import { Mails } from './mails.tsx'
import { MonthPreview } from './month-preview.tsx'
import { MonthShares } from './month-shares.tsx'
import { WrittenForm } from './written-form.tsx'

/** One month on one page, for whoever leads the shop: read, written to, shared, printed and sent. */
export function LeaderPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const search = useSearch({ from: '/signed-in/leader' })
  const months = useQuery(monthsQuery(shopId))
  const month = search.month ?? months.data?.suggested
  return (
    <Page title={t('leader.title')} lead={t('leader.lead')} back={<BackToReport />}>
      {months.error && <ProblemNotice error={months.error} onRetry={() => void months.refetch()} />}
      {month === undefined ? (
        !months.error && <Skeleton height={300} radius="lg" />
      ) : (
        <OneMonth month={month} months={months.data?.items ?? []} />
      )}
      <Mails />
    </Page>
  )
}

function OneMonth({ month, months }: { readonly month: string; readonly months: readonly string[] }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const navigate = useNavigate({ from: '/leader' })
  const { data, error, refetch } = useQuery(monthQuery(shopId, month))
  return (
    <>
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
    </>
  )
}

function nameOf(month: string): string {
  const format = new Intl.DateTimeFormat(readersLanguage, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${month}-01T00:00:00Z`))
}
