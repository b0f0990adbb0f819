import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Conversion } from '../../queries/orders.ts'

/** Who bought, where that is known. */
export function CustomerBadge({ kind }: { readonly kind: Conversion['customerKind'] }) {
  const { t } = useTranslation()
  if (kind === null || kind === 'unknown') return null
  return (
    <Badge
      size="sm"
      variant="light"
      color={kind === 'returning' ? 'gray' : 'trail'}
      title={t(`customers.${kind}.hint`)}
    >
      {t(`customers.${kind}.badge`)}
    </Badge>
  )
}
