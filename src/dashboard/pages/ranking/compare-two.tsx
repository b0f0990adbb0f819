import { Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Ranking, RankingComparison } from '../../queries/certainty.ts'
import { useRowLabel } from '../report/row-label.ts'
import { useMeasured } from './use-measured.ts'

export type Pair = { readonly a?: string; readonly b?: string }

type Props = {
  readonly report: Ranking
  readonly pair: Pair
  readonly comparison: RankingComparison | null
  readonly onChange: (pair: Pair) => void
}

/** Two of them, and how sure it is that the one is better. */
export function CompareTwo({ report, pair, comparison, onChange }: Props) {
  const { t } = useTranslation()
  const label = useRowLabel()
  const named = report.rows.map((row) => ({ value: row.key, label: label(row, report.by) }))
  const pick = (which: 'a' | 'b') => (
    <Select
      flex="1 1 16rem"
      searchable
      label={t(`ranking.pair.${which}`)}
      placeholder={t('ranking.pair.choose')}
      nothingFoundMessage={t('report.noneFound')}
      data={named.filter(({ value }) => value !== pair[which === 'a' ? 'b' : 'a'])}
      value={pair[which] ?? null}
      onChange={(value) => onChange({ ...pair, ...(value === null ? {} : { [which]: value }) })}
    />
  )
  return (
    <Card component="section">
      <Title order={2}>{t('ranking.pair.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="md">
        {t('ranking.pair.lead')}
      </Text>
      <Group gap="md" align="flex-end">
        {pick('a')}
        {pick('b')}
      </Group>
      <div aria-live="polite">{comparison && <Answer report={report} comparison={comparison} />}</div>
    </Card>
  )
}

function Answer({ report, comparison }: { readonly report: Ranking; readonly comparison: RankingComparison }) {
  const { t } = useTranslation()
  const format = useFormat()
  const label = useRowLabel()
  const measured = useMeasured(report)
  const { a, b, better, probability, words, expectedLoss, amongAll } = comparison
  const leader = probability >= 0.5 ? b : a
  const sure = format.percent(Math.max(probability, 1 - probability), 0)
  const lost = leader === b ? expectedLoss.b : expectedLoss.a
  const loss = report.unit === 'share' ? t('ranking.pair.points', { points: format.hours(lost * 100) }) : measured(lost)
  const code = codes[words]
  const isFew = a.orders + b.orders < 5
  return (
    <Stack gap={6} mt="lg">
      <Text fw={600} size="lg">
        {t(`ranking.pair.words.${code}`, { name: label(leader, report.by) })}
      </Text>
      {!isFew && (
        <Text size="sm">
          {t('ranking.pair.sure', { name: label(leader, report.by), sure })}{' '}
          {better !== null && t('ranking.pair.loss', { loss })}
        </Text>
      )}
      <Text size="sm" className="numbers">
        {[a, b]
          .map((row) =>
            t('ranking.pair.counts', {
              name: label(row, report.by),
              orders: format.decimal(row.orders),
              n: format.count(row.n),
            }),
          )
          .join(' · ')}
      </Text>
      {amongAll && amongAll.words !== words && (
        <Text size="sm" c="dimmed">
          {t(`ranking.pair.among.${codes[amongAll.words]}`)}
        </Text>
      )}
    </Stack>
  )
}

const codes = { 'no difference shown': 'none', probably: 'probably', clearly: 'clearly' } as const
