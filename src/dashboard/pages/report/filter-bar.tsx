import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilterDimension } from '../../queries/reports.ts'
import classes from './filter-bar.module.css'
import { FilterForm, openTo } from './filter-form.tsx'
import { useFilterWords } from './filter-words.ts'
import { filtersOf, type Period, type ReportSearch, type ShownFilter, withFilter, withoutFilters } from './period.ts'

type Props = {
  readonly search: ReportSearch
  readonly period: Period
  readonly onChange: (search: ReportSearch) => void
}

/** What the report is narrowed by: each filter can be changed and taken away, and another one added. */
export function FilterBar({ search, period, onChange }: Props) {
  const { t } = useTranslation()
  const filters = filtersOf(search)
  const put = (dimension: FilterDimension, filter?: Omit<ShownFilter, 'dimension'>) =>
    onChange(withFilter(search, dimension, filter))
  return (
    <Group gap="xs" role="group" aria-label={t('filters.label')}>
      {filters.map((filter) => (
        <Pill key={filter.dimension} filter={filter} period={period} onChange={put} />
      ))}
      <Editor period={period} taken={filters.map(({ dimension }) => dimension)} onChange={put}>
        {(open) => (
          <Button size="compact-sm" variant="default" leftSection={<IconFilter size={14} />} onClick={open}>
            {t('filters.add')}
          </Button>
        )}
      </Editor>
      {filters.length > 1 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(withoutFilters(search))}>
          {t('filters.clear')}
        </Button>
      )}
    </Group>
  )
}

type Put = (dimension: FilterDimension, filter?: Omit<ShownFilter, 'dimension'>) => void
type PillProps = { readonly filter: ShownFilter; readonly period: Period; readonly onChange: Put }

function Pill({ filter, period, onChange }: PillProps) {
  const { t } = useTranslation()
  const name = useFilterWords(filter, period)
  return (
    <span className={classes.pill}>
      <Editor filter={filter} period={period} taken={[]} onChange={onChange}>
        {(open) => (
          <button type="button" className={classes.name} aria-label={t('filters.edit', { name })} onClick={open}>
            {name}
          </button>
        )}
      </Editor>
      <ActionIcon
        size={24}
        variant="transparent"
        color="gray"
        aria-label={t('filters.remove', { name })}
        onClick={() => onChange(filter.dimension)}
      >
        <IconX size={14} />
      </ActionIcon>
    </span>
  )
}

type EditorProps = {
  readonly filter?: ShownFilter
  readonly period: Period
  readonly taken: readonly FilterDimension[]
  readonly onChange: Put
  readonly children: (open: () => void) => React.ReactElement
}

/** A filter as it is being set up. Closing keeps it, by Escape or a click elsewhere as well as by Apply. */
function Editor({ filter, period, taken, onChange, children }: EditorProps) {
  const [draft, setDraft] = useState<ShownFilter>()
  const [isListOpen, setListOpen] = useState(false)
  const close = () => {
    if (draft && draft.keys.length > 0) onChange(draft.dimension, draft)
    setDraft(undefined)
    setListOpen(false)
  }
  const open = () => setDraft(filter ?? { dimension: openTo(taken)[0] ?? 'post', isNot: false, keys: [] })
  return (
    <Popover
      opened={draft !== undefined}
      onChange={(isOpen) => isOpen || close()}
      // The first Escape is the list's.
      closeOnEscape={!isListOpen}
      width="min(340px, calc(100vw - 2rem))"
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>{children(draft ? close : open)}</Popover.Target>
      <Popover.Dropdown>
        {draft && (
          <FilterForm
            {...{ draft, period, taken }}
            isNew={filter === undefined}
            onDraft={setDraft}
            onList={setListOpen}
            onApply={close}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
