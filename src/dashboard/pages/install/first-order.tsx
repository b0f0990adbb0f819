import { Alert, Anchor, Loader } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trans, useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import { newestConversionQuery } from '../../queries/orders.ts'

/** Waits for the first order, and turns green by itself when it has come. */
export function FirstOrder() {
  const { t } = useTranslation()
  const { id, timeZone } = useShop()
  const format = useFormat(timeZone)
  const { data } = useQuery(newestConversionQuery(id))
  const newest = data?.items[0]
  const orders = <Anchor component={Link} to="/orders" inherit underline="always" />
  if (newest)
    return (
      <Alert role="status" icon={<IconCheck size={20} />} title={t('install.works')}>
        <Trans
          i18nKey="install.worksText"
          values={{ order: newest.orderId ?? newest.event, time: format.time(newest.createdAt) }}
          components={{ orders }}
        />
      </Alert>
    )
  return (
    <Alert
      color="gray"
      variant="light"
      role="status"
      icon={<Loader size={18} color="gray" />}
      title={t('install.waiting')}
    >
      <Trans i18nKey="install.waitingText" components={{ orders }} />
    </Alert>
  )
}
