import { Group, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { useShop } from '../../parts/shop.tsx'
import { type Coverage, summaryQuery } from '../../queries/reports.ts'
import { CoverageLink } from './coverage-link.tsx'
import type { Period, ReportSearch } from './period.ts'

type Props = { readonly coverage: Coverage; readonly search: ReportSearch }

/** How much of the shop's orders the numbers of a page are of, in one line. */
export function CoverageLine({ coverage, search }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = sayCoverage(coverage, t, format)
  if (said === undefined) return null
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" className="numbers">
      <IconShieldCheck size={16} aria-hidden="true" style={{ flex: 'none', marginTop: 3, opacity: 0.6 }} />
      <Text size="sm" c="dimmed">
        {said}{' '}
        <CoverageLink to="/report/coverage" search={search}>
          {t('coverage.title')}
        </CoverageLink>
      </Text>
    </Group>
  )
}

/** The same where the page's own report doesn't tell it. */
export function CoverageOfDays({ period, search }: { readonly period: Period; readonly search: ReportSearch }) {
  const { id: shopId } = useShop()
  const { data } = useQuery(summaryQuery({ shopId, ...period, by: 'channel' }, 300_000))
  return data ? <CoverageLine coverage={data.coverage} search={search} /> : null
}

function sayCoverage({ links, orders }: Coverage, t: TFunction, format: Format): string | undefined {
  if (links === null) return undefined
  if (!canSpeakOfRate(links.n)) return t('coverage.line.few', { count: links.n })
  const linked = t('coverage.line.links', { value: format.percent(links.value, 0), n: format.count(links.n) })
  if (orders === null) return `${linked} ${t('coverage.line.browsersAlone')}`
  if (!canSpeakOfRate(orders.n)) return `${linked} ${t('coverage.fewVerified', { count: orders.n })}`
  return `${linked} ${t('coverage.line.browsers', { value: format.percent(orders.value, 0) })}`
}
