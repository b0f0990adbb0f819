import { Alert, Code } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { useSession } from '../../parts/shop.tsx'

/** While short links lead to this computer only. */
export function LocalNotice() {
  const { t } = useTranslation()
  const { isPublicUrlLocal, publicUrl } = useSession()
  if (!isPublicUrlLocal) return null
  return (
    <Alert color="yellow" icon={<IconDeviceDesktop size={20} />} title={t('local.title')}>
      <Trans i18nKey="local.text" values={{ publicUrl }} components={{ code: <Code /> }} />
    </Alert>
  )
}
