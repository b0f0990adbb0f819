import { NumberInput, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import type { PurposeParts } from './parts.ts'
import { PurposeNotice } from './purpose-notice.tsx'

const below = ['label', 'input', 'error', 'description'] as const

/** The hours and the money that are put in: goals are judged by them. */
export function Effort({ value, onChange, error, warnings }: PurposeParts) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const money = (field: 'moneyPerMonth' | 'hourlyRate') => (
    <NumberInput
      label={t(`purpose.${field}.label`)}
      description={t(`purpose.${field}.hint`)}
      inputWrapperOrder={[...below]}
      size="md"
      min={0}
      decimalScale={2}
      allowNegative={false}
      hideControls
      thousandSeparator=" "
      suffix={` ${currency}`}
      value={value[field] === null ? '' : Number(value[field])}
      onChange={(amount) => onChange({ [field]: amount === '' ? null : String(amount) })}
      error={fieldError(error, field)}
    />
  )
  return (
    <Stack gap="md">
      <Title order={2}>{t('purpose.effort')}</Title>
      <Text c="dimmed" size="sm" maw={620}>
        {t('purpose.effortHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        <NumberInput
          label={t('purpose.hoursPerWeek.label')}
          description={t('purpose.hoursPerWeek.hint')}
          inputWrapperOrder={[...below]}
          size="md"
          min={0}
          max={168}
          decimalScale={1}
          allowNegative={false}
          hideControls
          value={value.hoursPerWeek ?? ''}
          onChange={(hours) => onChange({ hoursPerWeek: hours === '' ? null : Number(hours) })}
          error={fieldError(error, 'hoursPerWeek')}
        />
        {money('moneyPerMonth')}
        {money('hourlyRate')}
      </SimpleGrid>
      <PurposeNotice warnings={warnings} field="hoursPerWeek" />
    </Stack>
  )
}
