import { Box, Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { CoverageReport } from '../../queries/coverage.ts'
import table from './breakdown.module.css'
import classNames from './coverage.module.css'

/** Who told of the orders, and how many nobody else did. */
export function CoverageSources({ report }: { readonly report: CoverageReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sources, classes, disagreements } = report
  const hasRates = canSpeakOfRate(report.inputs.orders)
  const tellsMore = sources.some(({ orders, only }) => orders > only)
  return (
    <Card padding={0} component="section">
      <Box p="lg" pb="sm">
        <Title order={2}>{t('coverageReport.sources.title')}</Title>
        <Text size="sm" c="dimmed" mt={4}>
          {t('coverageReport.sources.lead')}
        </Text>
        <Group gap="lg" mt="sm">
          {classes
            .filter(({ orders }) => orders > 0)
            .map(({ class: name, orders, share }) => (
              <Text key={name} size="sm" className="numbers">
                <b>{format.count(orders)}</b> {t(`coverageReport.sources.class.${name}`)}
                {hasRates && ` (${format.percent(share, 0)})`}
              </Text>
            ))}
        </Group>
      </Box>
      <table className={`${table.table} ${classNames.three} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('coverageReport.sources.source')}</th>
            <th scope="col">{t('coverageReport.sources.orders')}</th>
            <th scope="col">{t('coverageReport.sources.only')}</th>
            <th scope="col">{t('coverageReport.sources.share')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ source, orders, only, share }) => (
            <tr key={source}>
              <th scope="row">{t(`coverageReport.sources.name.${source}`)}</th>
              <td data-label={t('coverageReport.sources.orders')}>{format.count(orders)}</td>
              <td data-label={t('coverageReport.sources.only')}>{format.count(only)}</td>
              <td data-label={t('coverageReport.sources.share')}>{hasRates ? format.percent(share, 0) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {tellsMore && (
        <Text size="sm" c="dimmed" p="lg" pt="sm">
          {disagreements.orders > 0
            ? t('coverageReport.sources.disagree', { count: disagreements.orders })
            : t('coverageReport.sources.agree')}
        </Text>
      )}
    </Card>
  )
}
