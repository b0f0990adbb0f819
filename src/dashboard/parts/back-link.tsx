import { Anchor, Group } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** From a page that belongs to goals, to them. */
export function BackToGoals() {
  const { t } = useTranslation()
  return (
    <Anchor component={Link} to="/goals" size="sm" fw={500}>
      <Group gap={6} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden="true" />
        {t('goals.all')}
      </Group>
    </Anchor>
  )
}
