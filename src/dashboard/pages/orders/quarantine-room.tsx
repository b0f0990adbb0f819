import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import { quarantineCountsQuery } from '../../queries/quarantine.ts'

/** How much of the room is taken; beyond it the oldest go. */
export function QuarantineRoom() {
  const { t } = useTranslation()
  const { id } = useShop()
  const format = useFormat()
  const { data } = useQuery(quarantineCountsQuery(id))
  if (!data || data.rows === 0) return null
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)
  const room = {
    rows: format.count(data.rows),
    mostRows: format.count(data.mostRows),
    size: megabytes(data.bytes),
    mostSize: megabytes(data.mostBytes),
  }
  return (
    <Text size="xs" c="dimmed">
      {t('quarantine.room', room)}
    </Text>
  )
}
