import { NumberInput, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlanFields } from './plan-fields.ts'

type Props = { readonly fields: PlanFields; readonly change: (some: Partial<PlanFields>) => void }

/** Rates to suppose in place of the shop's own. */
export function WhatIf({ fields, change }: Props) {
  const { t } = useTranslation()
  const rate = { hideControls: true, min: 0, placeholder: t('plan.whatIf.own') } as const
  return (
    <Stack gap="xs">
      <Title order={3}>{t('plan.whatIf.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('plan.whatIf.lead')}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        <NumberInput
          {...rate}
          label={t('plan.whatIf.conversionRate')}
          max={100}
          suffix="%"
          value={fields.conversionRate}
          onChange={(conversionRate) => change({ conversionRate })}
        />
        <NumberInput
          {...rate}
          label={t('plan.whatIf.clickRate')}
          max={100}
          suffix="%"
          value={fields.clickRate}
          onChange={(clickRate) => change({ clickRate })}
        />
        <NumberInput
          {...rate}
          label={t('plan.whatIf.clicksPerPost')}
          value={fields.clicksPerPost}
          onChange={(clicksPerPost) => change({ clicksPerPost })}
        />
        <NumberInput
          {...rate}
          label={t('plan.whatIf.hoursPerPost')}
          value={fields.hoursPerPost}
          onChange={(hoursPerPost) => change({ hoursPerPost })}
        />
      </SimpleGrid>
    </Stack>
  )
}
