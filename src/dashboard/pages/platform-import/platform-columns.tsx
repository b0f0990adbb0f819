import { Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ValuePreview } from '../../queries/platform-numbers.ts'

type Props = {
  readonly preview: ValuePreview
  readonly holds: readonly string[]
  readonly onChange: (holds: readonly string[]) => void
}

/** Each column of the file with its first values, and what it holds. */
export function PlatformColumns({ preview, holds, onChange }: Props) {
  const { t } = useTranslation()
  const data = [
    {
      group: t('platformImport.fields'),
      items: preview.fields.map((field) => ({ value: field, label: t(`platformImport.field.${field}`) })),
    },
    {
      group: t('platformImport.numbers'),
      items: preview.metrics.map(({ id, name }) => ({ value: id, label: name })),
    },
  ]
  // A field stands in one column: another that held it lets go.
  const choose = (at: number, field: string) =>
    onChange(holds.map((one, index) => (index === at ? field : one === field && field !== 'ad' ? '' : one)))
  return (
    <Stack gap="sm" role="group" aria-label={t('platformImport.columns')}>
      {preview.columns.map(({ name, values }, at) =>
        name === '' ? null : (
          <Select
            key={`${at} ${name}`}
            label={name}
            description={values.join(' · ').slice(0, 120) || '–'}
            placeholder={t('platformImport.notRead')}
            clearable
            searchable
            maw={480}
            data={data}
            value={holds[at] || null}
            onChange={(field) => choose(at, field ?? '')}
          />
        ),
      )}
      <Text size="sm" c="dimmed">
        {t('platformImport.mapHint')}
      </Text>
    </Stack>
  )
}
