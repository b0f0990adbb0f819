import { Select, SimpleGrid, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type DecimalKind, decimalKinds } from '../../../shops/amount.ts'
import { type DateKind, dateKinds } from '../../../conversions/import/moment.ts'

export type ReadingValues = {
  readonly decimals: DecimalKind
  readonly dates: DateKind
  readonly statuses: readonly string[]
}

type Props = { readonly values: ReadingValues; readonly onChange: (values: ReadingValues) => void }

/** What a file may leave open: its decimals, its days, and the shop's own words for what is paid. */
export function Readings({ values, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t('orderImport.decimals.label')}
        allowDeselect={false}
        data={decimalKinds.map((value) => ({ value, label: t(`orderImport.decimals.${value}`) }))}
        value={values.decimals}
        onChange={(value) => onChange({ ...values, decimals: decimalKinds.find((one) => one === value) ?? 'auto' })}
      />
      <Select
        label={t('orderImport.dates.label')}
        allowDeselect={false}
        data={dateKinds.map((value) => ({ value, label: t(`orderImport.dates.${value}`) }))}
        value={values.dates}
        onChange={(value) => onChange({ ...values, dates: dateKinds.find((one) => one === value) ?? 'auto' })}
      />
      <TagsInput
        size="md"
        label={t('orderImport.statuses')}
        placeholder={values.statuses.length === 0 ? t('orderImport.statusExample') : ''}
        value={[...values.statuses]}
        onChange={(statuses) => onChange({ ...values, statuses })}
      />
    </SimpleGrid>
  )
}
