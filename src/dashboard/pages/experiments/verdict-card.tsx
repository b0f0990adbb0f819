import { Alert, Card, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Experiment, ExperimentResult, Verdict } from '../../queries/experiments.ts'
import { useShowOutcome } from './use-show-outcome.ts'

type Props = {
  readonly experiment: Experiment
  readonly result: ExperimentResult
  readonly verdict: Verdict
}

/** What the weeks say, how sure that is, and what bends it. */
export function VerdictCard({ experiment, result, verdict }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const show = useShowOutcome(experiment)
  const { allPairs, cautions } = result
  return (
    <>
      <Card component="section" aria-label={t('experiments.verdict')}>
        <Stack gap="md">
          <Title order={2}>{t(`experiments.kind.${verdict.kind}`)}</Title>
          <Text size="lg">{verdict.words}</Text>
          <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
            <Fact label={t('experiments.onMean')} value={show(verdict.on)} />
            <Fact label={t('experiments.offMean')} value={show(verdict.off)} />
            <Fact label={t('experiments.p')} value={format.percent(verdict.p, verdict.p < 0.01 ? 2 : 1)} />
            <Fact label={t('experiments.smallest')} value={format.percent(verdict.smallestP, 1)} />
          </SimpleGrid>
          <Text size="sm">{verdict.intervalWords}</Text>
          <Pairs experiment={experiment} verdict={verdict} />
        </Stack>
      </Card>
      {allPairs && (
        <Alert color="gray" title={t('experiments.withAll')}>
          {allPairs.words}
        </Alert>
      )}
      <Card component="section">
        <Title order={2} mb="sm">
          {t('experiments.cautions')}
        </Title>
        <List size="sm" spacing={6} maw={760}>
          {cautions.map((one) => (
            <List.Item key={one}>{one}</List.Item>
          ))}
        </List>
      </Card>
    </>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <span className="label">{label}</span>
      <Text fw={600} size="lg" className="numbers">
        {value}
      </Text>
    </div>
  )
}

function Pairs({ experiment: { metric }, verdict }: Pick<Props, 'experiment' | 'verdict'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  const show = (value: number) =>
    metric === 'net_revenue' ? format.money(Math.round(value), currency) : format.decimal(value)
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table className="numbers" aria-label={t('experiments.differences')} captionSide="top">
        <Table.Caption ta="left" mt={0}>
          {t(`experiments.differenceUnit.${metric}`)}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('experiments.pairColumn')}</Table.Th>
            <Table.Th ta="right">{t('experiments.on')}</Table.Th>
            <Table.Th ta="right">{t('experiments.off')}</Table.Th>
            <Table.Th ta="right">{t('experiments.difference')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {verdict.pairs.map(({ pair, on, off, difference }) => (
            <Table.Tr key={pair}>
              <Table.Td>{pair}</Table.Td>
              <Table.Td ta="right">{show(on)}</Table.Td>
              <Table.Td ta="right">{show(off)}</Table.Td>
              <Table.Td ta="right">
                {difference > 0 ? '+' : ''}
                {show(difference)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
