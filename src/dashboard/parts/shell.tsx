import { AppShell, Box, Burger, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { Alarms } from './alarms.tsx'
import { Banners } from './banners.tsx'
import { Logo } from './logo.tsx'
import { NavigationLinks, NavigationTabs } from './navigation.tsx'
import { NoShop } from './no-shop.tsx'
import classes from './shell.module.css'
import { ShopProvider } from './shop.tsx'
import { ShopSwitcher } from './shop-switcher.tsx'

/** What stands around every page: at the left on wide screens; on a phone above, and as tabs below. */
export function Shell() {
  const { t } = useTranslation()
  const [isOpen, menu] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(menu.close, [path])
  return (
    <ShopProvider none={<NoShop />}>
      <a href="#page" className="skip-link">
        {t('shell.skip')}
      </a>
      <AppShell
        header={{ height: { base: 56, sm: 0 } }}
        footer={{ height: { base: 57, sm: 0 } }}
        navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        transitionDuration={0}
      >
        <AppShell.Header hiddenFrom="sm" className={classes.header ?? ''} px="md">
          <Group h="100%" justify="space-between">
            <Logo size={22} />
            <Burger opened={isOpen} onClick={menu.toggle} size="sm" aria-label={t('shell.menu')} />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar ?? ''} p="md" aria-label={t('shell.areas')}>
          <Box visibleFrom="sm" px={8} pt={10} pb={28}>
            <Logo />
          </Box>
          <Stack gap="md" style={{ flex: 1 }}>
            <ShopSwitcher />
            <NavigationLinks />
          </Stack>
          <AccountMenu />
        </AppShell.Navbar>
        <AppShell.Main className={classes.main ?? ''} id="page" tabIndex={-1} style={{ outline: 'none' }}>
          <div className={classes.content}>
            <Banners />
            <Alarms />
            <Outlet />
          </div>
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="sm" className={classes.footer ?? ''}>
          <NavigationTabs />
        </AppShell.Footer>
      </AppShell>
    </ShopProvider>
  )
}
