import { Anchor, Group } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function BackToReport() {
  return <Back to="/report" label="experiments.toReport" />
}

export function BackToExperiments() {
  return <Back to="/experiments" label="experiments.all" />
}

type Props = { readonly to: '/report' | '/experiments'; readonly label: 'experiments.toReport' | 'experiments.all' }

function Back({ to, label }: Props) {
  const { t } = useTranslation()
  return (
    <Anchor component={Link} to={to} size="sm" fw={500}>
      <Group gap={6} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden="true" />
        {t(label)}
      </Group>
    </Anchor>
  )
}
