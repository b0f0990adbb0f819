import { Card, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../parts/page.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useShop } from '../../../parts/shop.tsx'
import { namingQuery } from '../../../queries/naming.ts'
import { SettingsTabs } from '../settings-tabs.tsx'
import { NamingForm } from './naming-form.tsx'

/** How the names in the shop's links are written: what stands in reports for years. */
export function NamingPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data, error, refetch } = useQuery(namingQuery(id))
  return (
    <Page title={t('naming.title')} lead={t('naming.lead')}>
      <SettingsTabs />
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && <NamingForm key={id} shopId={id} saved={data} />}
      {!data && !error && (
        <Card>
          <Skeleton height={320} />
        </Card>
      )}
    </Page>
  )
}
