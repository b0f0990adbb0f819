import { Progress, Stack, Text } from '@mantine/core'
import type { QueryKey } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { onReading, readingOf } from '../queries/reading.ts'
import { useFormat } from './format.ts'

/** How far the reports of these queries are, one after the other, while they are read from single clicks; else nothing. */
export function ReadingProgress({ of }: { readonly of: readonly QueryKey[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const reading = useSyncExternalStore(onReading, () => of.map(readingOf).find((one) => one !== undefined))
  if (!reading) return null
  const millions = (clicks: number) => format.decimal(clicks / 1_000_000)
  const told = t('reading.clicks', { read: millions(reading.read), of: millions(reading.of) })
  return (
    <Stack gap={6} mt={4} maw={420}>
      <Text size="sm" className="numbers">
        {told}
      </Text>
      <Progress value={(reading.read / reading.of) * 100} aria-label={told} />
    </Stack>
  )
}
