import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './settings-tabs.module.css'

const pages = [
  { to: '/settings', label: 'settings.tab.shop' },
  { to: '/settings/naming', label: 'settings.tab.naming' },
  { to: '/settings/domains', label: 'settings.tab.domains' },
  { to: '/settings/currencies', label: 'settings.tab.currencies' },
  { to: '/settings/qr', label: 'settings.tab.qr' },
] as const

/** The pages of the settings, at the top of each of them. */
export function SettingsTabs() {
  const { t } = useTranslation()
  return (
    <nav className={classes.tabs} aria-label={t('settings.tab.label')}>
      {pages.map(({ to, label }) => (
        <Link key={to} to={to} className={classes.tab} activeOptions={{ exact: true, includeSearch: false }}>
          {t(label)}
        </Link>
      ))}
    </nav>
  )
}
