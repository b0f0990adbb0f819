import { Alert, Anchor, Loader } from '@mantine/core'
import { IconCheck, IconPointerQuestion } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { eventName } from '../../parts/event-name.ts'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import { testOrderPrefix } from '../../queries/install.ts'
import { type Conversion, conversionsQuery, newestConversionQuery } from '../../queries/orders.ts'
import { isToldBy, type System } from './systems.ts'

/**
 * Waits for the first order, then for the first that a click led to: each turns by itself when it has come. Where
 * nothing but counting is wanted, orders are all there is to wait for.
 */
export function FirstOrder({ system }: { readonly system: System | undefined }) {
  const { id, tracking } = useShop()
  const told = useInfiniteQuery(conversionsQuery(id, 'purchase')).data?.pages.flatMap((page) => page.items) ?? []
  // What this page sent itself says nothing of the shop, nor does what came another way than the chosen one.
  const orders = told.filter(
    ({ orderId, sources }) => !orderId?.startsWith(testOrderPrefix) && isToldBy(system, sources),
  )
  const newest = orders[0]
  if (!newest) return <Waiting system={system} />
  if (orders.some(({ attributedTo }) => attributedTo !== null)) return <Arrived newest={newest} kind="works" />
  return <Arrived newest={newest} kind={tracking === 'count' ? 'worksCount' : 'noClick'} />
}

function Waiting({ system }: { readonly system: System | undefined }) {
  const { t } = useTranslation()
  const { id, timeZone } = useShop()
  const format = useFormat(timeZone)
  const newest = useQuery(newestConversionQuery(id)).data?.items[0]
  const hasWebShop = system !== 'none'
  const isOther = newest && !newest.orderId?.startsWith(testOrderPrefix) && isToldBy(system, newest.sources)
  const other = isOther ? newest : undefined
  return (
    <Alert
      color="gray"
      variant="light"
      role="status"
      icon={<Loader size={18} color="gray" />}
      title={t(hasWebShop ? 'install.waiting' : 'install.waitingHand')}
    >
      {other && (
        <>{t('install.toldOther', { event: eventName(other.event, t), time: format.time(other.createdAt) })} </>
      )}
      <Trans
        i18nKey={hasWebShop ? 'install.waitingText' : 'install.waitingHandText'}
        components={{ orders: <OrdersLink /> }}
      />
    </Alert>
  )
}

type ArrivedProps = { readonly newest: Conversion; readonly kind: 'works' | 'worksCount' | 'noClick' }

function Arrived({ newest, kind }: ArrivedProps) {
  const { t } = useTranslation()
  const { timeZone, tracking } = useShop()
  const format = useFormat(timeZone)
  const values = { order: newest.orderId ?? '', time: format.time(newest.createdAt) }
  const isDone = kind !== 'noClick'
  return (
    <Alert
      role="status"
      {...(isDone ? {} : { color: 'yellow' })}
      icon={isDone ? <IconCheck size={20} /> : <IconPointerQuestion size={20} />}
      title={t(`install.${kind}`)}
    >
      <Trans i18nKey={`install.${kind}Text`} values={values} components={{ orders: <OrdersLink /> }} />{' '}
      {!isDone && tracking === 'consent' && (
        <Trans
          i18nKey="install.noClickConsent"
          components={{ consent: <Anchor component={Link} to="/install" hash="consent" inherit underline="always" /> }}
        />
      )}
    </Alert>
  )
}

function OrdersLink({ children }: { readonly children?: ReactNode }) {
  return (
    <Anchor component={Link} to="/orders" inherit underline="always">
      {children}
    </Anchor>
  )
}
