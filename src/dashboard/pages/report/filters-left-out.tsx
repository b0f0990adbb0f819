import { Alert, Button, Group, Text } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { filtersOf, type ReportSearch, type ShownFilter, withFilter } from './period.ts'

type Props = {
  readonly search: ReportSearch
  /** Without it, all of them. */
  readonly leftOut?: readonly ShownFilter[]
  /** What the page is of, in a sentence. */
  readonly children: string
  readonly onChange: (search: ReportSearch) => void
}

/** That filters of the address do nothing here, as on a page of the whole shop. */
export function FiltersLeftOut({ search, leftOut = filtersOf(search), children, onChange }: Props) {
  const { t } = useTranslation()
  if (leftOut.length === 0) return null
  const isAll = leftOut.length === filtersOf(search).length
  const left = leftOut.reduce((others, { dimension }) => withFilter(others, dimension), search)
  return (
    <Alert variant="light" color="gray" icon={<IconFilterOff size={18} />}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 18rem">
          {children}
        </Text>
        <Button size="xs" variant="default" onClick={() => onChange(left)}>
          {t(isAll ? 'filters.clear' : 'filters.clearThese')}
        </Button>
      </Group>
    </Alert>
  )
}
