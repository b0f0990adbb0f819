import { Button, Card, Group, Skeleton, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { hourlyRateQuery, saveHourlyRate } from '../../queries/costs.ts'
import { plainAmount } from './hours.ts'
import { useCostsChanged } from './use-costs-changed.ts'

/** What an hour is worth: with it hours become money, without it they stay hours. */
export function HourlyRate() {
  const { t } = useTranslation()
  const { id: shopId, currency } = useShop()
  const rate = useQuery(hourlyRateQuery(shopId))
  const [typed, setTyped] = useState<string>()
  const changed = useCostsChanged(shopId)
  const text = typed ?? rate.data?.hourlyRate ?? ''
  const saving = useMutation({
    mutationFn: () => saveHourlyRate(shopId, text.trim() === '' ? null : plainAmount(text)),
    onSuccess: async () => {
      await changed()
      setTyped(undefined)
      notify(t('costs.rate.saved'), t)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Card component="section">
      <Title order={2}>{t('costs.rate.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} maw={620}>
        {t(rate.data?.hourlyRate === null ? 'costs.rate.none' : 'costs.rate.lead')}
      </Text>
      {rate.error && <ProblemNotice error={rate.error} onRetry={() => void rate.refetch()} />}
      {rate.isPending ? (
        <Skeleton height={60} mt="md" />
      ) : (
        <form onSubmit={submit} noValidate>
          <Group align="flex-end" mt="md" gap="sm">
            <TextInput
              label={t('costs.rate.label', { currency })}
              inputMode="decimal"
              w={180}
              value={text}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={fieldError(saving.error, 'hourlyRate')}
            />
            <Button type="submit" variant="default" loading={saving.isPending} disabled={typed === undefined}>
              {t('costs.rate.save')}
            </Button>
          </Group>
        </form>
      )}
    </Card>
  )
}
