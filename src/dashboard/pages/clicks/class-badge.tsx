import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClickClass } from '../../queries/clicks.ts'

/** What a click was taken for. */
export function ClassBadge({ class: clickClass }: { readonly class: ClickClass }) {
  const { t } = useTranslation()
  return (
    <Badge size="sm" variant="light" color={colors[clickClass]} w="fit-content">
      {t(`clicks.class.${clickClass}`)}
    </Badge>
  )
}

const colors = {
  human: 'trail',
  repeat: 'trail',
  preview: 'gray',
  bot: 'gray',
  prefetch: 'gray',
  internal: 'orange',
} as const satisfies Record<ClickClass, string>
