import { Anchor, Group } from '@mantine/core'
import { IconCoins, IconFilter, IconShieldCheck, type TablerIcon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

type Way = {
  readonly to: LinkProps['to']
  readonly icon: TablerIcon
  readonly label: string
}

/** Reports that answer one question each, in the order in which they are asked. */
const ways = [
  { to: '/report/funnel', icon: IconFilter, label: 'report.ways.funnel' },
  { to: '/report/coverage', icon: IconShieldCheck, label: 'report.ways.coverage' },
  { to: '/costs', icon: IconCoins, label: 'report.ways.costs' },
] as const satisfies readonly Way[]

/** To the other reports, for the same days where they have days. */
export function ReportWays() {
  const { t } = useTranslation()
  return (
    <Group component="nav" gap="lg" aria-label={t('report.ways.label')}>
      {ways.map(({ to, icon: Icon, label }) => (
        <Anchor key={to} component={Link} to={to} search={true} size="sm" fw={500}>
          <Group component="span" gap={6} display="inline-flex">
            <Icon size={16} aria-hidden="true" />
            {t(label)}
          </Group>
        </Anchor>
      ))}
    </Group>
  )
}
