import { Alert, Anchor, Stack } from '@mantine/core'
import { IconLockOpen, IconShoppingBag } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { useSession } from './shop.tsx'

/** What is out of the ordinary about this installation, on every page. */
export function Banners() {
  const { t } = useTranslation()
  const { isCookiePlain, demo } = useSession()
  if (!isCookiePlain && !demo) return null
  return (
    <Stack gap="sm" mb="xl" className="not-on-paper">
      {demo && (
        <Alert icon={<IconShoppingBag size={20} />} title={t('banner.demo.title')}>
          <Trans
            i18nKey="banner.demo.text"
            components={{
              shop: <Anchor href={demo.shopUrl} target="_blank" rel="noreferrer" inherit underline="always" />,
            }}
          />
        </Alert>
      )}
      {isCookiePlain && (
        <Alert color="yellow" icon={<IconLockOpen size={20} />} title={t('banner.plain.title')}>
          {t('banner.plain.text')}
        </Alert>
      )}
    </Stack>
  )
}
