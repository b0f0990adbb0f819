import { Anchor, Stack, Text, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useSession, useShop } from '../../parts/shop.tsx'
import { sourcesQuery } from '../../queries/install.ts'
import { Causes } from './causes.tsx'
import { FirstOrder } from './first-order.tsx'
import { LiveFeed } from './live-feed.tsx'
import type { SnippetParts } from './snippets.ts'
import { SystemSteps } from './system-steps.tsx'
import { SystemTiles } from './system-tiles.tsx'
import { type System, systemOfSource, systems } from './systems.ts'
import { TestOrder } from './test-order.tsx'

/** How the shop tells of its orders: choose what it runs on, paste, and watch it come. */
export function InstallPage() {
  const { t } = useTranslation()
  const { publicUrl, clickParam } = useSession()
  const { id: shopId, currency, tracking } = useShop()
  const [system, choose] = useSystem()
  const parts: SnippetParts = { publicUrl, clickParam, shopId, currency, tracking }
  return (
    <Page title={t('install.title')} lead={t('install.lead')}>
      <SystemTiles value={system} onChange={choose} />
      {system !== undefined && <SystemSteps key={`${shopId}-${system}`} system={system} parts={parts} />}
      <Stack gap="md" component="section">
        <div>
          <Title order={2}>{t('install.arrives')}</Title>
          <Text c="dimmed" size="sm" mt={4}>
            {t('install.arrivesLead')}
          </Text>
        </div>
        <FirstOrder system={system} />
        <TestOrder />
      </Stack>
      {system !== undefined && system !== 'none' && <Causes key={system} system={system} />}
      <LiveFeed />
      <Text size="sm">
        {t('orderImport.pastOrders')}{' '}
        <Anchor size="sm" underline="always" component={Link} to="/orders/import">
          {t('orderImport.bringIn')}
        </Anchor>
      </Text>
      <Text size="sm">
        {t('survey.fromInstall')}{' '}
        <Anchor size="sm" underline="always" component={Link} to="/survey">
          {t('survey.toSurvey')}
        </Anchor>
      </Text>
    </Page>
  )
}

/** What was chosen on this device, else what is set up already. Who was sent here for the consent call sees it. */
function useSystem(): [System | undefined, (system: System) => void] {
  const { id: shopId } = useShop()
  const hash = useLocation({ select: (location) => location.hash })
  const [chosen, choose] = useLocalStorage({
    key: `tilltrail-system-${shopId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const [picked, pick] = useState<System | undefined>()
  const [source] = useQuery(sourcesQuery(shopId)).data?.items ?? []
  const known = systems.find((one) => one === chosen) ?? (source && systemOfSource(source.source))
  const hasConsent = known !== undefined && known !== 'none' && known !== 'postback'
  const system = picked ?? (hash === 'consent' && !hasConsent ? 'own' : known)
  const take = (one: System) => {
    pick(one)
    choose(one)
  }
  return [system, take]
}
