import { Anchor, Group } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** From a page that belongs to goals, to them. */
export function BackToGoals() {
  const { t } = useTranslation()
  return <Back to="/goals">{t('goals.all')}</Back>
}

/** From a page that belongs to the report, to it: for the same days and filters, where the page has them. */
export function BackToReport() {
  const { t } = useTranslation()
  return (
    <Back to="/report" search={true}>
      {t('report.back')}
    </Back>
  )
}

type Props = {
  readonly to: '/goals' | '/report' | '/experiments'
  readonly search?: true
  readonly children: ReactNode
}

export function Back({ to, search, children }: Props) {
  return (
    <Anchor component={Link} to={to} {...(search ? { search } : {})} size="sm" fw={500}>
      <Group gap={6} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden="true" />
        {children}
      </Group>
    </Anchor>
  )
}
