import { Chip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { disagreementsQuery } from '../../queries/orders.ts'

type Props = { readonly checked: boolean; readonly onChange: (checked: boolean) => void }

/** Shows only what sources disagree on; there is none of it where they all agree. */
export function DisagreeingFilter({ checked, onChange }: Props) {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data } = useQuery(disagreementsQuery(id))
  if (!checked && (data === undefined || data.conversions === 0)) return null
  return (
    <Chip checked={checked} onChange={onChange} color="orange" variant="light" title={t('disagree.filterHint')}>
      {t('disagree.filter', { count: data?.conversions ?? 0 })}
    </Chip>
  )
}
