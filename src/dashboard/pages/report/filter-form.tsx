import { Button, MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FilterDimension, filterDimensions } from '../../queries/reports.ts'
import classes from './filter-bar.module.css'
import { useFilterChoices } from './filter-words.ts'
import type { Period, ShownFilter } from './period.ts'

type Props = {
  readonly draft: ShownFilter
  /** Whether what it is narrowed by can still be chosen. */
  readonly isNew: boolean
  readonly period: Period
  /** Dimensions that are narrowed already. */
  readonly taken: readonly FilterDimension[]
  readonly onDraft: (draft: ShownFilter) => void
  /** A list was opened, or closed. */
  readonly onList: (isOpen: boolean) => void
  readonly onApply: () => void
}

/** One filter: by what, is or is not, and one value or several. */
export function FilterForm({ draft, isNew, period, taken, onDraft, onList, onApply }: Props) {
  const { t } = useTranslation()
  const { dimension, isNot, keys } = draft
  const [isAsked, setAsked] = useState(false)
  const choices = useFilterChoices(dimension, period, keys)
  const open = openTo(taken)
  const choose = (value: string | null) => {
    const chosen = open.find((one) => one === value)
    if (chosen && chosen !== dimension) onDraft({ ...draft, dimension: chosen, keys: [] })
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (keys.length > 0) onApply()
  }
  const list = { onDropdownOpen: () => onList(true), onDropdownClose: () => onList(false) }
  return (
    <form onSubmit={apply}>
      <Stack gap="sm">
        <Select
          label={t('filters.dimension')}
          value={dimension}
          onChange={choose}
          disabled={!isNew}
          allowDeselect={false}
          data={open.map((value) => ({ value, label: t(`report.by.${value}`) }))}
          {...list}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={260}
        />
        <SegmentedControl
          aria-label={t('filters.how')}
          value={isNot ? 'isNot' : 'is'}
          onChange={(value) => onDraft({ ...draft, isNot: value === 'isNot' })}
          data={(['is', 'isNot'] as const).map((value) => ({ value, label: t(`filters.${value}`) }))}
        />
        <MultiSelect
          label={t('filters.values')}
          description={t('filters.valuesHint')}
          placeholder={keys.length === 0 ? t('filters.search') : ''}
          value={[...keys]}
          onChange={(chosen) => onDraft({ ...draft, keys: chosen })}
          data={choices}
          searchable
          hidePickedOptions
          limit={100}
          nothingFoundMessage={t('filters.nothing')}
          error={isAsked && keys.length === 0 ? t('filters.missing') : null}
          {...list}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={220}
          classNames={{ dropdown: classes.list ?? '' }}
        />
        <Button type="submit">{t('filters.apply')}</Button>
      </Stack>
    </form>
  )
}

/** What can still be narrowed by. */
export function openTo(taken: readonly FilterDimension[]): readonly FilterDimension[] {
  return filterDimensions.filter((one) => !taken.includes(one))
}
