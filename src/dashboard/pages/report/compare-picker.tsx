import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { comparisons } from '../../queries/reports.ts'
import type { ReportSearch } from './period.ts'

type Props = { readonly search: ReportSearch; readonly onChange: (search: ReportSearch) => void }

/** Whether the report stands beside that of the days before, or of the same days last year. */
export function ComparePicker({ search, onChange }: Props) {
  const { t } = useTranslation()
  const choose = (value: string | null) => {
    const { compare: _, ...others } = search
    const compare = comparisons.find((one) => one === value)
    onChange(compare ? { ...others, compare } : others)
  }
  return (
    <Select
      size="sm"
      w={190}
      aria-label={t('compare.label')}
      value={search.compare ?? 'none'}
      onChange={choose}
      allowDeselect={false}
      data={(['none', ...comparisons] as const).map((value) => ({ value, label: t(`compare.${value}`) }))}
    />
  )
}
