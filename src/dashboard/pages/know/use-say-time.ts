import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'

const weeksOfYear = 52.18

/** Days as one says them: 9 days, 28 weeks, more than 5 years. Undefined for no time at all. */
export function useSayTime(): (days: number) => string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  return (days) => {
    if (!(days >= 0 && Number.isFinite(days))) return undefined
    if (days <= 14) return t('know.time.days', { count: Math.max(1, Math.ceil(days)) })
    const weeks = Math.ceil(days / 7)
    if (weeks <= 104) return t('know.time.weeks', { count: weeks })
    return t('know.time.years', { years: format.count(Math.ceil(weeks / weeksOfYear)) })
  }
}
