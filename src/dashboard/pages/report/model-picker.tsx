import { Anchor, Group, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Model, models } from '../../queries/reports.ts'
import type { ReportSearch } from './period.ts'

type Props = { readonly search: ReportSearch; readonly onChange: (search: ReportSearch) => void }

/** By which model orders are shared out: last touch, the headline, unless another is chosen. */
export function ModelPicker({ search, onChange }: Props) {
  const { t } = useTranslation()
  const model: Model = search.model ?? 'last-touch'
  const { model: _, ...others } = search
  const choose = (value: string | null) => {
    const chosen = models.find((one) => one === value)
    onChange(chosen && chosen !== 'last-touch' ? { ...others, model: chosen } : others)
  }
  return (
    <Group gap="sm" align="center">
      <Select
        size="sm"
        w={{ base: '100%', xs: 230 }}
        aria-label={t('models.picker.label')}
        value={model}
        onChange={choose}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        data={models.map((value) => ({ value, label: t(`models.name.${value}`) }))}
      />
      <Text size="sm" c="dimmed" flex="1 1 16rem" aria-live="polite">
        {model === 'last-touch'
          ? t('models.picker.headline')
          : t('models.picker.other', { model: t(`models.name.${model}`) })}{' '}
        <Anchor component={Link} to="/report/models" search={true} size="sm" underline="always">
          {t('models.picker.all')}
        </Anchor>
      </Text>
    </Group>
  )
}
