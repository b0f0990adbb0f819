import { Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShops } from './shop.tsx'

/** The shop's name, or a choice where there are several. */
export function ShopSwitcher() {
  const { t } = useTranslation()
  const { shop, shops, choose } = useShops()
  if (shops.length === 1)
    return (
      <Text size="sm" fw={600} px={12} truncate>
        {shop.name}
      </Text>
    )
  return (
    <Select
      size="sm"
      aria-label={t('shell.shop')}
      data={shops.map(({ id, name }) => ({ value: id, label: name }))}
      value={shop.id}
      onChange={(id) => id && choose(id)}
    />
  )
}
