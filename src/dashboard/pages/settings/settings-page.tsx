import { useTranslation } from 'react-i18next'
import { OwnDevice } from '../../parts/own-device.tsx'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { Keys } from './keys.tsx'
import { Password } from './password.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { ShopForm } from './shop-form.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const shop = useShop()
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <SettingsTabs />
      <ShopForm key={shop.id} shop={shop} />
      <OwnDevice />
      <Keys />
      <Password />
    </Page>
  )
}
