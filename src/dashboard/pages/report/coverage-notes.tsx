import { Box, Card, Group, List, Text, ThemeIcon, Title } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Coverage, Summary } from '../../queries/reports.ts'
import { CoverageLink } from './coverage-link.tsx'
import type { ReportSearch } from './period.ts'

type Props = {
  readonly coverage: Coverage
  /** Null where only a part of the shop is shown. */
  readonly unattributed: Pick<Summary['unattributed'], 'orders' | 'revenue' | 'currency'> | null
  readonly search: ReportSearch
}

/** How right the numbers are, in sentences. */
export function CoverageNotes({ coverage, unattributed, search }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const browsers = sayOrders(coverage, t, format)
  const others = unattributed && {
    count: unattributed.orders,
    orders: format.count(unattributed.orders),
    net: format.money(unattributed.revenue.net, unattributed.currency),
  }
  return (
    <Card component="section">
      <Group gap="md" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" size={40} radius="xl" aria-hidden="true">
          <IconShieldCheck size={22} />
        </ThemeIcon>
        <Box>
          <Title order={2}>{t('coverage.title')}</Title>
          <List size="sm" mt="xs" spacing={6}>
            <List.Item>{sayLinks(coverage, t, format)}</List.Item>
            {others && others.count > 0 && <List.Item>{t('coverage.unattributed', others)}</List.Item>}
            {browsers !== undefined && <List.Item>{browsers}</List.Item>}
            <List.Item>{t('coverage.uniques')}</List.Item>
          </List>
          <Text size="sm" c="dimmed" mt="sm">
            {t('coverage.credited')}
          </Text>
          <CoverageLink to="/report/coverage" search={search}>
            {t('coverageReport.open')}
          </CoverageLink>
        </Box>
      </Group>
    </Card>
  )
}

function sayLinks({ links }: Coverage, t: TFunction, format: Format): string {
  if (links === null) return t('coverage.noOrders')
  if (!canSpeakOfRate(links.n)) return t('coverage.fewOrders', { count: links.n })
  return t('coverage.links', { ...shares(links, format), n: format.count(links.n) })
}

/** How many of them browsers miss; nothing where there are no orders. */
function sayOrders({ links, orders }: Coverage, t: TFunction, format: Format): string | undefined {
  if (links === null) return undefined
  if (orders === null) return t('coverage.notVerified')
  if (!canSpeakOfRate(orders.n)) return t('coverage.fewVerified', { count: orders.n })
  return t('coverage.orders', shares(orders, format))
}

function shares({ value, low, high }: { value: number; low: number; high: number }, format: Format) {
  return { value: format.percent(value, 0), low: format.percent(low, 0), high: format.percent(high, 0) }
}
