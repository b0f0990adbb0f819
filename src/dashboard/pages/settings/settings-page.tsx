import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { Keys } from './keys.tsx'
import { ShopForm } from './shop-form.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const shop = useShop()
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <ShopForm key={shop.id} shop={shop} />
      <Keys />
    </Page>
  )
}
