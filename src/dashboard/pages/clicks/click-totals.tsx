import { SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { Beside, StatCard } from '../../parts/stat-card.tsx'
import type { Reasons } from '../../queries/clicks.ts'

/** All requests, what of them people did, and how many people that was. */
export function ClickTotals({ reasons: { clicks, scans, items, from, to } }: { readonly reasons: Reasons }) {
  const { t } = useTranslation()
  const format = useFormat()
  const again = items.find((item) => item.class === 'repeat')?.clicks ?? 0
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <StatCard label={t('clicks.human')} value={format.count(clicks.human)}>
        <Beside label={t('clicks.again')} value={format.count(again)} />
        {scans > 0 && <Beside label={t('clicks.scans')} value={format.count(scans)} />}
      </StatCard>
      <StatCard label={t('clicks.unique')} value={format.count(clicks.unique)}>
        <Text size="sm" c="dimmed">
          {from === to ? t('clicks.uniqueDay') : t('clicks.uniqueDays')}
        </Text>
      </StatCard>
      <StatCard label={t('clicks.raw')} value={format.count(clicks.raw)}>
        <Beside label={t('clicks.machines')} value={format.count(clicks.bot)} />
        <Beside label={t('clicks.own')} value={format.count(clicks.internal)} />
      </StatCard>
    </SimpleGrid>
  )
}
