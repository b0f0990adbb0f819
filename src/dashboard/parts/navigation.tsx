import { Group, Stack } from '@mantine/core'
import {
  IconChartBar,
  IconLayoutGrid,
  IconLink,
  IconPlugConnected,
  IconPointer,
  IconReceipt,
  IconSettings,
  IconTargetArrow,
} from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './shell.module.css'

const daily = [
  { to: '/links', icon: IconLink, label: 'nav.links' },
  { to: '/clicks', icon: IconPointer, label: 'nav.clicks' },
  { to: '/report', icon: IconChartBar, label: 'nav.report' },
  { to: '/orders', icon: IconReceipt, label: 'nav.orders' },
  { to: '/goals', icon: IconTargetArrow, label: 'nav.goals' },
] as const

const seldom = [
  { to: '/bio', icon: IconLayoutGrid, label: 'nav.bio' },
  { to: '/install', icon: IconPlugConnected, label: 'nav.install' },
  { to: '/settings', icon: IconSettings, label: 'nav.settings' },
] as const

/** Pages with an address of their own that belong to an entry. */
const belongs: Readonly<Record<string, string>> = {
  ...{ plan: '/goals', numbers: '/goals', costs: '/goals', benchmarks: '/goals', metrics: '/goals', purpose: '/goals' },
  ...{ survey: '/report', experiments: '/report', views: '/report', leader: '/report' },
}

/** The entry that the page belongs to, where its address doesn't say so. */
function useBelongs(): (to: string) => { 'data-status'?: 'active' } {
  const { pathname } = useLocation()
  const entry = belongs[pathname.split('/')[1] ?? '']
  return (to) => (to === entry ? { 'data-status': 'active' } : {})
}

export function NavigationLinks() {
  const { t } = useTranslation()
  const belongsTo = useBelongs()
  return (
    <Stack gap={2}>
      {[...daily, ...seldom].map(({ to, icon: Icon, label }) => (
        <Link key={to} to={to} className={classes.link} activeOptions={{ includeSearch: false }} {...belongsTo(to)}>
          <Icon size={20} stroke={1.7} aria-hidden="true" />
          {t(label)}
        </Link>
      ))}
    </Stack>
  )
}

/** On a phone: what is needed daily, within reach of the thumb. */
export function NavigationTabs() {
  const { t } = useTranslation()
  const belongsTo = useBelongs()
  return (
    <Group component="nav" gap={0} aria-label={t('shell.tabs')} wrap="nowrap">
      {daily.map(({ to, icon: Icon, label }) => (
        <Link key={to} to={to} className={classes.tab} activeOptions={{ includeSearch: false }} {...belongsTo(to)}>
          <Icon size={22} stroke={1.7} aria-hidden="true" />
          {t(label)}
        </Link>
      ))}
    </Group>
  )
}
