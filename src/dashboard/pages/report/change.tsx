import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { Beside } from '../../parts/stat-card.tsx'
import type { Change, Totals } from '../../queries/reports.ts'

/** By how much, with its sign; nothing where there are too few to say. */
function useGrowth(): (part: number | null) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (part) =>
    part === null ? '' : t(part < 0 ? 'compare.down' : 'compare.up', { value: format.percent(Math.abs(part), 0) })
}

type BeforeProps = { readonly value: string; readonly part: number | null }

/** A total of the days compared with, and by how much it grew. */
export function BeforeLine({ value, part }: BeforeProps) {
  const { t } = useTranslation()
  const growth = useGrowth()(part)
  return (
    <>
      <Beside label={t('compare.before')} value={value} />
      {growth !== '' && <Beside label={t('compare.change')} value={growth} />}
    </>
  )
}

/** What can be said of the orders' change: in words, and how sure it is. */
export function OrdersChange({ change }: { readonly change: Change }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (change.unsaid === 'few') {
    return (
      <Text size="sm" c="dimmed">
        {t('compare.unsaid.few')}
      </Text>
    )
  }
  if (change.says === null || change.sure === null) return null
  return (
    <Text size="sm" fw={550} title={t('compare.sure', { chance: format.percent(change.sure, 0) })}>
      {t(`compare.says.${change.says}`)}
    </Text>
  )
}

/** What was there before, as numbers: zeros where nothing was. */
export function figuresBefore(before: Totals['before']) {
  return {
    clicks: before?.clicks.human ?? 0,
    orders: before?.orders ?? 0,
    net: before?.revenue.net ?? '0',
  }
}
