import { Anchor, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import { Beside, StatCard } from '../../parts/stat-card.tsx'
import type { Summary, Totals } from '../../queries/reports.ts'
import { BeforeLine, OrdersChange } from './change.tsx'
import { ordersRange, rateIsSaid } from './say-amounts.ts'

type Props = { readonly totals: Totals; readonly revenueBasis: Summary['revenueBasis'] }

export function TotalsCards({ totals, revenueBasis }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clicks, orders, verifiedOrders, reportedOrders, revenue, currency, aov, leads, unconverted } = totals
  const { before, change, ordersInterval, revenueInterval } = totals
  const range = ordersRange(ordersInterval, format)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      <StatCard label={t('totals.clicks')} value={format.count(clicks.human)}>
        <Beside label={t('totals.unique')} value={format.count(clicks.unique)} />
        <Beside label={t('totals.bots')} value={format.count(clicks.bot)} />
        <Beside label={t('totals.raw')} value={format.count(clicks.raw)} />
        {before && <BeforeLine value={format.count(before.clicks.human)} part={change?.clicks ?? null} />}
      </StatCard>
      <StatCard label={t('totals.orders')} value={format.decimal(orders)}>
        <Beside label={t('totals.verified')} value={format.decimal(verifiedOrders)} />
        {reportedOrders > 0 && <Beside label={t('totals.reported')} value={format.decimal(reportedOrders)} />}
        {orders > 0 && <Beside label={t('totals.likely')} value={`${range.low}–${range.high}`} />}
        <Beside label={t('totals.aov')} value={aov === null ? '–' : format.money(aov, currency)} />
        <Beside label={t('totals.leads')} value={format.decimal(leads)} />
        {before && <BeforeLine value={format.decimal(before.orders)} part={change?.orders ?? null} />}
        {change && <OrdersChange change={change} />}
      </StatCard>
      <StatCard label={t('totals.net')} value={format.money(revenue.net, currency)}>
        <Beside label={t('totals.gross')} value={format.money(revenue.gross, currency)} />
        <Beside label={t('totals.refunded')} value={format.money(revenue.refunded, currency)} />
        {orders > 0 && (
          <Beside
            label={t('totals.likelyGross')}
            value={`${format.compact(Number(revenueInterval.low))}–${format.compact(Number(revenueInterval.high))}`}
          />
        )}
        {before && <BeforeLine value={format.money(before.revenue.net, currency)} part={change?.net ?? null} />}
        {unconverted.map((other) => (
          <Beside
            key={other.currency}
            label={t('totals.unconverted')}
            value={format.money(Number(other.gross) - Number(other.refunded), other.currency)}
          />
        ))}
        {unconverted.length > 0 && (
          <Anchor component={Link} to="/settings/currencies" size="xs" underline="always">
            {t('totals.unconvertedWhy')}
          </Anchor>
        )}
        <Text size="xs" c="dimmed" mt={2}>
          {t(`shop.basis.${revenueBasis}.short`)}
        </Text>
      </StatCard>
      <RateCard totals={totals} />
    </SimpleGrid>
  )
}

function RateCard({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { conversionRate: rate } = totals
  // One click can lead to several orders, so that orders don't say what the rate is of.
  const buyers = Math.round(rate.value * rate.n)
  if (!rateIsSaid(totals))
    return (
      <StatCard
        label={t('totals.rate')}
        value={t('totals.ofClicks', { buyers: format.count(buyers), clicks: format.count(rate.n) })}
      >
        <Text size="sm" c="dimmed">
          {t('totals.tooFew')}
        </Text>
      </StatCard>
    )
  return (
    <StatCard label={t('totals.rate')} value={format.percent(rate.value, 2)}>
      <IntervalBar interval={rate} max={rate.high * 1.15} />
      <Text size="sm" c="dimmed" className="numbers" mt={4}>
        {t('totals.interval', { low: format.percent(rate.low, 2), high: format.percent(rate.high, 2) })}
      </Text>
      <Beside
        label={t('totals.withOrder')}
        value={t('totals.ofClicks', { buyers: format.count(buyers), clicks: format.count(rate.n) })}
      />
    </StatCard>
  )
}
