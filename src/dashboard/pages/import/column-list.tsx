import { Select, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './column-list.module.css'

type Columns<Field> = readonly { readonly name: string; readonly field: Field | null }[]
type Preview<Field> = { readonly fields: readonly Field[]; readonly rows: readonly (readonly string[])[] }
type Props<Field extends string> = {
  readonly preview: Preview<Field>
  readonly columns: Columns<Field>
  readonly onChange: (columns: Columns<Field>) => void
  readonly nameOf: (field: Field) => string
  readonly isBusy: boolean
}

/** Each column of the file with its first values, and what it holds. */
export function ColumnList<Field extends string>({ preview, columns, onChange, nameOf, isBusy }: Props<Field>) {
  const { t } = useTranslation()
  const options = preview.fields.map((field) => ({ value: field, label: nameOf(field) }))
  // A field stands in one column: another that held it lets go.
  const choose = (at: number, field: Field | null) =>
    onChange(
      columns.map((column, index) => {
        if (index === at) return { ...column, field }
        return field !== null && column.field === field ? { ...column, field: null } : column
      }),
    )
  return (
    <Table className={classes['columns'] ?? ''} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('import.columns.column')}</Table.Th>
          <Table.Th>{t('import.columns.values')}</Table.Th>
          <Table.Th>{t('import.columns.holds')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {columns.map((column, at) => (
          <Table.Tr key={`${at} ${column.name}`}>
            <Table.Td className="break">
              <Text fw={600} size="sm">
                {column.name === '' ? t('import.columns.unnamed', { number: at + 1 }) : column.name}
              </Text>
            </Table.Td>
            <Table.Td>
              <Text size="xs" c="dimmed" lineClamp={2} className="break">
                {valuesOf(preview, at).join(' · ') || '–'}
              </Text>
            </Table.Td>
            <Table.Td>
              <Select
                size="sm"
                clearable
                searchable
                disabled={isBusy || column.name === ''}
                aria-label={t('import.columns.holdsOf', { column: column.name })}
                placeholder={t('import.columns.nothing')}
                data={options}
                value={column.field}
                onChange={(value) => choose(at, preview.fields.find((field) => field === value) ?? null)}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function valuesOf<Field>({ rows }: Preview<Field>, at: number): string[] {
  return [...new Set(rows.map((row) => row[at]?.trim() ?? ''))].filter((value) => value !== '').slice(0, 3)
}
