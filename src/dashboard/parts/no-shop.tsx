import { Center } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from './empty.tsx'

export function NoShop() {
  const { t } = useTranslation()
  return (
    <Center mih="70vh">
      <Empty icon={<IconBuildingStore size={24} />} title={t('noShop.title')} next={t('noShop.next')} />
    </Center>
  )
}
