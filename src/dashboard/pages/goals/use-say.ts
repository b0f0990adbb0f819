import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Leaf } from '../../queries/goal-standing.ts'
import type { Say } from './goal-words.ts'

/** What numbers of a goal are said with. */
export function useSay({ measures }: Pick<Leaf, 'measures'>): Say {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  return { t, format, currency, unit: measures.unit }
}
