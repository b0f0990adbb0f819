import { ActionIcon, Badge, Box, Group, Table, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import type { Benchmark, Benchmarks } from '../../queries/benchmarks.ts'
import classes from './benchmark-table.module.css'

type Props = {
  readonly benchmarks: Benchmarks
  readonly isAll: boolean
  readonly onEdit: (benchmark: Benchmark) => void
}

export function BenchmarkTable({ benchmarks, isAll, onEdit }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { items, days, lastYear, currency } = benchmarks
  const span = ({ from, to }: Benchmarks['days']) => `${format.shortDay(from)} – ${format.day(to)}`
  return (
    <Table className={classes['benchmarks'] ?? ''} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('benchmarks.column.metric')}</Table.Th>
          <Table.Th>
            {t('benchmarks.column.now')}
            <Text size="xs" c="dimmed">
              {span(days)}
            </Text>
          </Table.Th>
          <Table.Th>
            {t('benchmarks.column.lastYear')}
            <Text size="xs" c="dimmed">
              {span(lastYear)}
            </Text>
          </Table.Th>
          <Table.Th>{t('benchmarks.column.others')}</Table.Th>
          <Table.Th aria-label={t('benchmarks.column.edit')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items
          .filter(({ isHidden }) => isAll || !isHidden)
          .map((one) => (
            <Row key={`${one.metric} ${one.channel ?? ''}`} one={one} currency={currency} onEdit={onEdit} />
          ))}
      </Table.Tbody>
    </Table>
  )
}

type RowProps = { readonly one: Benchmark; readonly currency: string; readonly onEdit: (benchmark: Benchmark) => void }

function Row({ one, currency, onEdit }: RowProps) {
  const { t } = useTranslation()
  const name = one.channel === null ? one.name : `${one.name}, ${channelName(one.channel)}`
  return (
    <Table.Tr>
      <Table.Td fw={600}>
        {one.name}
        {one.channel !== null && (
          <Text size="sm" fw={400} c="dimmed">
            {channelName(one.channel)}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('benchmarks.column.now')}>
        <OwnCell value={one.now} one={one} currency={currency} />
      </Table.Td>
      <Table.Td data-label={t('benchmarks.column.lastYear')}>
        <OwnCell value={one.lastYear} one={one} currency={currency} />
      </Table.Td>
      <Table.Td data-label={t('benchmarks.column.others')}>
        <Others one={one} />
      </Table.Td>
      <Table.Td>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('benchmarks.editWhat', { what: name })}
          onClick={() => onEdit(one)}
        >
          <IconPencil size={18} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}

function OwnCell({ value, one, currency }: { value: Benchmark['now']; one: Benchmark; currency: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!value)
    return (
      <Text span size="sm" c="dimmed">
        {t('benchmarks.unknown')}
      </Text>
    )
  const say = (number: number) => {
    if (one.unit === 'percent') return format.percent(number / 100, number < 0.1 ? 3 : number < 1 ? 2 : 1)
    return one.unit.startsWith('money') ? format.money(Math.round(number), currency) : format.count(Math.round(number))
  }
  return (
    <Text span className="numbers">
      {say(value.value)}{' '}
      {value.low !== null && value.high !== null && (
        <Text span size="sm" c="dimmed">
          [{say(value.low)} – {say(value.high)}]
        </Text>
      )}
    </Text>
  )
}

/** What they report, who, when, and how far it is to be believed. */
function Others({ one }: { readonly one: Benchmark }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { low, high, unit, source, asOf, trust, caution, isOwn, isHidden } = one
  const say = (number: number) => (unit === 'percent' ? `${number}%` : format.decimal(number))
  return (
    <Box maw={420}>
      <Group gap={6}>
        <Text span className="numbers">
          {low === null || high === null ? t('benchmarks.none') : low === high ? say(low) : `${low}–${say(high)}`}
        </Text>
        {low !== null && (
          <Badge size="sm" variant="default" tt="none">
            {t(`benchmarks.trust.${trust}`)}
          </Badge>
        )}
        {isOwn && (
          <Badge size="sm" variant="light" tt="none">
            {t('benchmarks.own')}
          </Badge>
        )}
        {isHidden && (
          <Badge size="sm" variant="default" tt="none">
            {t('benchmarks.hidden')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {asOf === null
          ? t('benchmarks.sourceUndated', { source })
          : t('benchmarks.source', { source, day: format.day(asOf) })}
      </Text>
      {caution !== '' && <Text size="xs">{caution}</Text>}
    </Box>
  )
}
