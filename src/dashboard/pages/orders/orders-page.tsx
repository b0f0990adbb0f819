import { Tabs } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Live } from '../../parts/live.tsx'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { quarantineQuery } from '../../queries/orders.ts'
import { ConversionList } from './conversion-list.tsx'
import { QuarantineList } from './quarantine-list.tsx'

/** Everything the shop has told, newest first, and what of it couldn't be counted. */
export function OrdersPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { tab } = useSearch({ from: '/signed-in/orders' })
  const navigate = useNavigate({ from: '/orders' })
  const quarantine = useInfiniteQuery(quarantineQuery(id))
  const waiting =
    quarantine.data?.pages.flatMap((page) => page.items).filter((one) => one.replayedAt === null).length ?? 0
  const choose = (value: string | null) =>
    void navigate({ search: value === 'quarantine' ? { tab: 'quarantine' } : {}, replace: true })
  return (
    <Page title={t('orders.title')} lead={t('orders.lead')} actions={<Live />}>
      <Tabs value={tab ?? 'counted'} onChange={choose}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="counted">{t('orders.counted')}</Tabs.Tab>
          <Tabs.Tab value="quarantine">
            {waiting > 0
              ? t('orders.quarantineWith', { count: waiting, more: quarantine.hasNextPage ? '+' : '' })
              : t('orders.quarantine')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="counted">
          <ConversionList />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantineList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
