import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Experiment } from '../../queries/experiments.ts'

const colors = { draft: 'gray', waiting: 'trail', running: 'trail', finished: 'trail', stopped: 'gray' } as const

export function StateBadge({ state }: { readonly state: Experiment['state'] }) {
  const { t } = useTranslation()
  return (
    <Badge variant={state === 'finished' ? 'filled' : 'light'} color={colors[state]} size="lg" tt="none">
      {t(`experiments.state.${state}`)}
    </Badge>
  )
}
