import { Button, Group } from '@mantine/core'
import { IconBolt, IconListSearch, IconSpeakerphone } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sharedTitle, sharedUrl } from '../../../links/shared-url.ts'
import { OffWeek } from '../../parts/off-week.tsx'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { LinkBuilder } from './link-builder.tsx'
import { LocalNotice } from './local-notice.tsx'
import { Posts } from './posts.tsx'

const route = getRouteApi('/signed-in/links')

/** `?url=&title=&text=`: what a bookmarklet or a phone's share sheet hands over, taken into the builder once. */
export function LinksPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const shared = route.useSearch()
  const navigate = route.useNavigate()
  const [prefilled] = useState(() => ({
    destination: sharedUrl(shared) ?? '',
    title: sharedTitle(shared).slice(0, 200),
  }))
  const isShared = Object.keys(shared).length > 0
  useEffect(() => {
    if (isShared) void navigate({ search: {}, replace: true })
  }, [isShared, navigate])
  return (
    <Page
      title={t('links.title')}
      lead={t('links.lead')}
      actions={
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={<IconBolt size={16} />}
            renderRoot={(props) => <Link to="/quick" {...props} />}
          >
            {t('links.quick')}
          </Button>
          <Button
            variant="subtle"
            leftSection={<IconSpeakerphone size={16} />}
            renderRoot={(props) => <Link to="/campaigns" {...props} />}
          >
            {t('links.campaigns')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconListSearch size={16} />}
            renderRoot={(props) => <Link to="/links/all" {...props} />}
          >
            {t('allLinks.open')}
          </Button>
        </Group>
      }
    >
      <LocalNotice />
      <OffWeek />
      <LinkBuilder key={shopId} prefilled={prefilled} />
      <Posts />
    </Page>
  )
}
