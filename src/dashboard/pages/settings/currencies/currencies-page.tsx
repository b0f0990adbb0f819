import { Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../../parts/empty.tsx'
import { useFormat } from '../../../parts/format.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useShop } from '../../../parts/shop.tsx'
import { type RateState, rateStateQuery } from '../../../queries/rates.ts'
import { SettingsTabs } from '../settings-tabs.tsx'
import { ImportRates } from './import-rates.tsx'
import { NeededRates } from './needed-rates.tsx'

/** By which rates orders in other currencies are converted, which of them wait for one, and where rates come from. */
export function CurrenciesPage() {
  const { t } = useTranslation()
  const { id: shopId, currency } = useShop()
  const { data, error, isPending, refetch } = useQuery(rateStateQuery(shopId))
  return (
    <Page title={t('settings.tab.currencies')} lead={t('currencies.lead', { currency })}>
      <SettingsTabs />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={220} radius="lg" />}
      {data && <State state={data} />}
      <ImportRates />
    </Page>
  )
}

function State({ state }: { readonly state: RateState }) {
  const { t } = useTranslation()
  return (
    <Card component="section" padding={state.currencies.length === 0 ? 0 : 'lg'}>
      {state.currencies.length === 0 ? (
        <Empty
          icon={<IconCoins size={24} />}
          title={t('currencies.empty', { currency: state.currency })}
          next={t('currencies.emptyNext')}
        />
      ) : (
        <Stack gap="sm">
          <Title order={2}>{t('currencies.title')}</Title>
          <Covered state={state} />
          <NeededRates state={state} />
        </Stack>
      )}
    </Card>
  )
}

function Covered({ state }: { readonly state: RateState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { firstDay, lastDay, waiting } = state
  return (
    <Text size="sm" c="dimmed">
      {firstDay === null || lastDay === null
        ? t('currencies.none')
        : t('currencies.covered', { first: format.day(firstDay), last: format.day(lastDay) })}{' '}
      {waiting > 0 && t('currencies.waiting', { count: waiting })}
    </Text>
  )
}
