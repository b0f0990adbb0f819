import { Group, Select, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { namedPeriods } from '../../../views/view-period.ts'
import { useFormat } from '../../parts/format.ts'
import type { Period, ReportSearch } from './period.ts'

type Props = {
  readonly search: ReportSearch
  readonly period: Period
  readonly onChange: (search: ReportSearch) => void
}

/** The last so many days, a week, month, quarter or year by the calendar, or days of one's own. */
export function PeriodPicker({ search, period, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { from: _, to: __, period: named, ...others } = search
  const isCustom = search.from !== undefined
  const choose = (value: string | null) => {
    const moving = namedPeriods.find((one) => one === value)
    if (moving) onChange({ ...others, period: moving })
    else onChange(value === 'custom' ? { ...others, ...period } : { ...others, days: Number(value) })
  }
  const between = (change: Partial<Period>) => onChange({ ...others, ...period, ...change })
  return (
    <Group gap="md" mih={42}>
      <Select
        size="sm"
        w={150}
        aria-label={t('period.label')}
        value={isCustom ? 'custom' : (named ?? String(search.days))}
        onChange={choose}
        allowDeselect={false}
        maxDropdownHeight={480}
        data={[
          ...[7, 30, 90].map((count) => ({ value: String(count), label: t('period.days', { count }) })),
          ...namedPeriods.map((value) => ({ value, label: t(`views.period.${value}`) })),
          { value: 'custom', label: t('period.custom') },
        ]}
      />
      {isCustom ? (
        <Group gap="xs" wrap="nowrap">
          <DayInput label={t('period.from')} value={period.from} onChange={(from) => between({ from })} />
          <Text c="dimmed">–</Text>
          <DayInput label={t('period.to')} value={period.to} onChange={(to) => between({ to })} />
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {format.day(period.from)} – {format.day(period.to)}
        </Text>
      )}
    </Group>
  )
}

type DayProps = { readonly label: string; readonly value: string; readonly onChange: (day: string) => void }

function DayInput({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      size="sm"
      aria-label={label}
      required
      value={value}
      onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
    />
  )
}
