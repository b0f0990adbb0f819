import { Input, NumberInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import type { StepProps } from './step-props.ts'

const reviews = ['weekly', 'monthly'] as const

/** What is put in, how often it is looked at, and what it is called. */
export function StepPlan({ fields, change, error, fallback }: StepProps) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const id = useId()
  const number = { size: 'md', min: 0, hideControls: true, thousandSeparator: ' ' } as const
  return (
    <Stack gap="lg">
      <SimpleGrid cols={2} spacing="md" style={{ alignItems: 'end' }}>
        <NumberInput
          {...number}
          label={t('wizard.plan.hours')}
          placeholder="0"
          value={fields.plannedHours}
          onChange={(plannedHours) => change({ plannedHours })}
          error={fieldError(error, 'plannedHours')}
        />
        <NumberInput
          {...number}
          label={t('wizard.plan.money', { currency })}
          placeholder="0"
          value={fields.plannedMoney}
          onChange={(plannedMoney) => change({ plannedMoney })}
          error={fieldError(error, 'plannedMoney')}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt={-8}>
        {t('wizard.plan.hint')}
      </Text>
      <Stack gap={4} role="group" aria-labelledby={id}>
        <Input.Label id={id} size="md" labelElement="div">
          {t('wizard.plan.review')}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={id}
          value={fields.review === '' ? 'weekly' : fields.review}
          onChange={(review) => change({ review: reviews.find((one) => one === review) ?? 'weekly' })}
          data={reviews.map((one) => ({ value: one, label: t(`wizard.plan.${one}`) }))}
        />
      </Stack>
      <TextInput
        size="md"
        label={t('wizard.plan.name')}
        placeholder={fallback}
        value={fields.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
      />
    </Stack>
  )
}
