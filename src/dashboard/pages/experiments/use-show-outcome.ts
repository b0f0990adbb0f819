import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Experiment } from '../../queries/experiments.ts'

/** What a week brought, in the outcome's unit. */
export function useShowOutcome({ metric }: Pick<Experiment, 'metric'>): (value: number) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  return (value) =>
    metric === 'net_revenue'
      ? format.money(Math.round(value), currency)
      : t(`experiments.value.${metric}`, { count: value, number: format.decimal(value) })
}
