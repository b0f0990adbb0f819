import { Alert, Anchor, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { Beside, StatCard } from '../../parts/stat-card.tsx'
import type { Summary, Totals } from '../../queries/reports.ts'
import { roundAmount } from './say-amounts.ts'

type Props = Pick<Summary, 'totals' | 'unassignedCosts' | 'by'>

/** What it took, and whether it was worth it. Asks for costs where there were orders and nothing was written down. */
export function CostsCard({ totals, unassignedCosts, by }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (totals.costBasis === 'none') return totals.orders > 0 ? <AskForCosts /> : null
  const isApart = unassignedCosts.costBasis !== 'none'
  const apart = unassignedCosts.cost ? format.money(roundAmount(unassignedCosts.cost), totals.currency) : null
  return (
    <Stack gap="sm" component="section" aria-label={t('reportCosts.title')}>
      <Title order={2}>{t('reportCosts.title')}</Title>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <CostCard totals={totals} />
        <ProfitCard totals={totals} />
        <EachCard totals={totals} />
      </SimpleGrid>
      {isApart && (
        <Text size="sm" c="dimmed">
          {t('reportCosts.apart', {
            what: t(`reportCosts.apartBy.${by}`),
            cost: apart ?? t('costs.hoursSpent', { hours: format.hours(unassignedCosts.hours) }),
          })}
        </Text>
      )}
    </Stack>
  )
}

function AskForCosts() {
  const { t } = useTranslation()
  return (
    <Alert icon={<IconCoins size={20} />} title={t('reportCosts.ask.title')}>
      {t('reportCosts.ask.text')}{' '}
      <Anchor component={Link} to="/costs" size="sm" underline="always">
        {t('reportCosts.ask.link')}
      </Anchor>
    </Alert>
  )
}

type CardProps = { readonly totals: Totals }

function CostCard({ totals }: CardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { cost, moneyCost, timeCost, hours, currency, costBasis, costIsPartial, unconvertedCosts } = totals
  const unpriced = hours > 0 ? t('costs.hoursSpent', { hours: format.hours(hours) }) : t('reportCosts.unknown')
  const worth = timeCost === null ? t('reportCosts.notPriced') : format.money(roundAmount(timeCost), currency)
  return (
    <StatCard
      label={t('reportCosts.cost')}
      value={cost === null ? unpriced : format.money(roundAmount(cost), currency)}
    >
      <Beside label={t('reportCosts.money')} value={format.money(roundAmount(moneyCost), currency)} />
      <Beside label={t('reportCosts.time', { hours: format.hours(hours) })} value={hours > 0 ? worth : '–'} />
      {unconvertedCosts.map((other) => (
        <Beside key={other.currency} label={t('totals.unconverted')} value={format.money(other.cost, other.currency)} />
      ))}
      {costIsPartial && (
        <Text size="xs" c="dimmed" mt={2}>
          {t('reportCosts.partial')}
        </Text>
      )}
      {costBasis !== 'money-and-time' && costBasis !== 'none' && (
        <Text size="xs" c="dimmed" mt={2}>
          {t(`reportCosts.basis.${costBasis}`, { hours: format.hours(hours) })}{' '}
          <Anchor component={Link} to="/costs" size="xs" underline="always">
            {t('reportCosts.toCosts')}
          </Anchor>
        </Text>
      )}
    </StatCard>
  )
}

function ProfitCard({ totals }: CardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { profit, roi, roas, currency, costBasis } = totals
  if (profit === null && costBasis === 'not-converted')
    return <StatCard label={t('reportCosts.profit')} value={t('reportCosts.unknown')} />
  if (profit === null)
    return (
      <Card padding="lg" h="100%">
        <Text size="sm" fw={500} c="dimmed">
          {t('reportCosts.profit')}
        </Text>
        <Text mt="xs">{t('reportCosts.noMargin')}</Text>
        <Anchor component={Link} to="/settings" size="sm" underline="always" mt={6}>
          {t('reportCosts.setMargin')}
        </Anchor>
      </Card>
    )
  return (
    <StatCard label={t('reportCosts.profit')} value={format.money(roundAmount(profit), currency)}>
      {roi !== null && <Beside label={t('reportCosts.roi')} value={format.percent(roi, 0)} />}
      {roas !== null && <Beside label={t('reportCosts.roas')} value={format.percent(roas, 0)} />}
      <Text size="xs" c="dimmed" mt={2}>
        {t('reportCosts.profitMeans')}
      </Text>
    </StatCard>
  )
}

function EachCard({ totals }: CardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency, costPerOrder, costPerClick, costPerNewCustomer, costPerFollower } = totals
  const show = (amount: string | null) => (amount === null ? '–' : format.money(roundAmount(amount), currency))
  return (
    <StatCard label={t('reportCosts.perOrder')} value={show(costPerOrder)}>
      <Beside label={t('reportCosts.perClick')} value={show(costPerClick)} />
      <Beside label={t('reportCosts.perNewCustomer')} value={show(costPerNewCustomer)} />
      {costPerFollower !== null && <Beside label={t('reportCosts.perFollower')} value={show(costPerFollower)} />}
    </StatCard>
  )
}
