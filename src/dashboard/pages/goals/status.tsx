import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Standing } from '../../queries/goal-standing.ts'

/** A status by its word; the colour only repeats it. */
export function StatusBadge({
  status,
  size = 'lg',
}: {
  readonly status: Standing['status']
  readonly size?: 'md' | 'lg'
}) {
  const { t } = useTranslation()
  return (
    <Badge size={size} variant="light" color={statusColor[status]} tt="none" fw={600} style={{ flexShrink: 0 }}>
      {t(`goals.status.${status}`)}
    </Badge>
  )
}

export const statusColor: Readonly<Record<Standing['status'], string>> = {
  'not-started': 'gray',
  ahead: 'trail',
  'on-track': 'trail',
  behind: 'orange',
  reached: 'trail',
  missed: 'red',
  maturing: 'blue',
  unknown: 'gray',
}

/** Says that a goal waits to be looked at. */
export function ReviewDue({ review }: { readonly review: Standing['review'] }) {
  const { t } = useTranslation()
  if (!review?.isDue) return null
  return (
    <Badge size="lg" variant="outline" color="orange" tt="none" fw={600} style={{ flexShrink: 0 }}>
      {t('goals.review.due')}
    </Badge>
  )
}
