import { Button, MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FilterDimension, filterDimensions } from '../../queries/reports.ts'
import { useFilterChoices } from './filter-words.ts'
import type { Period, ShownFilter } from './period.ts'

type Props = {
  readonly filter: ShownFilter | undefined
  readonly period: Period
  /** Dimensions that are narrowed already. */
  readonly taken: readonly FilterDimension[]
  readonly onApply: (filter: ShownFilter) => void
}

/** One filter: by what, is or is not, and one value or several. */
export function FilterForm({ filter, period, taken, onApply }: Props) {
  const { t } = useTranslation()
  const open = filterDimensions.filter((one) => !taken.includes(one))
  const [dimension, setDimension] = useState<FilterDimension>(filter?.dimension ?? open[0] ?? 'post')
  const [isNot, setIsNot] = useState(filter?.isNot ?? false)
  const [keys, setKeys] = useState<readonly string[]>(filter?.keys ?? [])
  const [isAsked, setAsked] = useState(false)
  const choices = useFilterChoices(dimension, period, keys)
  const choose = (value: string | null) => {
    setDimension(open.find((one) => one === value) ?? dimension)
    setKeys([])
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (keys.length > 0) onApply({ dimension, isNot, keys })
  }
  return (
    <form onSubmit={apply}>
      <Stack gap="sm">
        <Select
          label={t('filters.dimension')}
          value={dimension}
          onChange={choose}
          disabled={filter !== undefined}
          allowDeselect={false}
          data={open.map((value) => ({ value, label: t(`report.by.${value}`) }))}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={260}
        />
        <SegmentedControl
          aria-label={t('filters.how')}
          value={isNot ? 'isNot' : 'is'}
          onChange={(value) => setIsNot(value === 'isNot')}
          data={(['is', 'isNot'] as const).map((value) => ({ value, label: t(`filters.${value}`) }))}
        />
        <MultiSelect
          label={t('filters.values')}
          description={t('filters.valuesHint')}
          placeholder={keys.length === 0 ? t('filters.search') : ''}
          value={[...keys]}
          onChange={setKeys}
          data={choices}
          searchable
          hidePickedOptions
          limit={100}
          nothingFoundMessage={t('filters.nothing')}
          error={isAsked && keys.length === 0 ? t('filters.missing') : null}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={220}
        />
        <Button type="submit">{t('filters.apply')}</Button>
      </Stack>
    </form>
  )
}
