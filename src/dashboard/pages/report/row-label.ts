import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { noKey } from '../../../reports/filter-text.ts'
import { useFormat } from '../../parts/format.ts'
import type { By } from '../../queries/reports.ts'
import { makerName } from '../clicks/names.ts'

type Named = { readonly key: string; readonly label: string }

/** What a row is called in the reader's language: days, countries, kinds, and what has none. */
export function useRowLabel(): (row: Named, by: By) => string {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const regions = new Intl.DisplayNames(i18n.language, { type: 'region' })
  return ({ key, label }, by) => {
    if (by === 'day') return format.day(key)
    if (key === 'unknown') return t('report.unknown')
    if (key === noKey) return sayNone(by, t) ?? label
    if (by === 'country') return /^[A-Z]{2}$/.test(key) ? (regions.of(key) ?? label) : label
    if (by === 'kind') return sayKind(key, t) ?? label
    if (by === 'app' || by === 'browser') return makerName(key) ?? capitalised(label)
    return by === 'device' ? capitalised(label) : label
  }
}

function sayNone(by: By, t: TFunction): string | undefined {
  const known = (['campaign', 'kind', 'placement', 'content', 'app'] as const).find((one) => one === by)
  return known && t(`report.none.${known}`)
}

function sayKind(key: string, t: TFunction): string | undefined {
  const known = (['knowledge', 'news', 'offer', 'service', 'inspiration'] as const).find((one) => one === key)
  return known && t(`report.kinds.${known}`)
}

function capitalised(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1).replaceAll('-', ' ')
}
