import { Button, Group, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Live } from '../../parts/live.tsx'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { quarantineCountsQuery } from '../../queries/quarantine.ts'
import { ConversionList } from './conversion-list.tsx'
import { QuarantineList } from './quarantine-list.tsx'

/** Everything the shop has told, newest first, and what of it couldn't be counted. */
export function OrdersPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { tab } = useSearch({ from: '/signed-in/orders' })
  const navigate = useNavigate({ from: '/orders' })
  const { data: counts } = useQuery(quarantineCountsQuery(id))
  const waiting = counts?.waiting ?? 0
  const choose = (value: string | null) =>
    void navigate({ search: value === 'quarantine' ? { tab: 'quarantine' } : {}, replace: true })
  return (
    <Page title={t('orders.title')} lead={t('orders.lead')} actions={<Actions />}>
      <Tabs value={tab ?? 'counted'} onChange={choose}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="counted">{t('orders.counted')}</Tabs.Tab>
          <Tabs.Tab value="quarantine">
            {waiting > 0 ? t('orders.quarantineWith', { count: waiting }) : t('orders.quarantine')}
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

function Actions() {
  const { t } = useTranslation()
  return (
    <Group gap="md">
      <Live />
      <Button component={Link} to="/orders/import" variant="default">
        {t('orderImport.open')}
      </Button>
      <Button component={Link} to="/tally" variant="default">
        {t('hand.open')}
      </Button>
    </Group>
  )
}
