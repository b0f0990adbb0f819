import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { useShop } from '../../parts/shop.tsx'
import { type FilterDimension, summaryQuery } from '../../queries/reports.ts'
import type { Period, ShownFilter } from './period.ts'
import { useRowLabel } from './row-label.ts'

type Choice = { readonly value: string; readonly label: string }

/** What can be filtered by: the keys seen in the period, most revenue first, and those already chosen. */
export function useFilterChoices(dimension: FilterDimension, period: Period, chosen: readonly string[]): Choice[] {
  const { id: shopId } = useShop()
  const rowLabel = useRowLabel()
  const { data } = useQuery(summaryQuery({ shopId, ...period, by: dimension }, 300_000))
  // While another dimension is fetched, the last one's rows are still here.
  const rows = data?.by === dimension ? data.rows : []
  const seen = new Set(rows.map(({ key }) => key))
  const others = chosen.filter((key) => !seen.has(key)).map((key) => ({ key, label: labelOf(dimension, key) }))
  return told([...rows, ...others].map((row) => ({ value: row.key, label: rowLabel(row, dimension) })))
}

/** A filter as a sentence: “Channel is not Instagram or Facebook”. */
export function useFilterWords({ dimension, isNot, keys }: ShownFilter, period: Period): string {
  const { t, i18n } = useTranslation()
  const choices = useFilterChoices(dimension, period, keys)
  const names = keys.map((key) => choices.find(({ value }) => value === key)?.label ?? key)
  const values =
    names.length > 3
      ? t('filters.several', { name: names.slice(0, 2).join(', '), count: names.length - 2 })
      : new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names)
  return t(isNot ? 'filters.shownNot' : 'filters.shown', { dimension: t(`report.by.${dimension}`), values })
}

/** Two posts of one title are told apart by their ids. */
function told(choices: readonly Choice[]): Choice[] {
  const labels = Map.groupBy(choices, ({ label }) => label)
  return choices.map(({ value, label }) =>
    (labels.get(label)?.length ?? 0) > 1 ? { value, label: `${label} (${value})` } : { value, label },
  )
}

function labelOf(dimension: FilterDimension, key: string): string {
  return dimension === 'channel' ? (channels.find(({ id }) => id === key)?.name ?? key) : key
}
