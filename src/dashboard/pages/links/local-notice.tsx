import { Alert, Code } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useLocalStorage } from '@mantine/hooks'
import { Trans, useTranslation } from 'react-i18next'
import { useSession } from '../../parts/shop.tsx'

/** While short links lead to this computer only; until it is closed, once for each address. In the demo they always do. */
export function LocalNotice() {
  const { t } = useTranslation()
  const { isPublicUrlLocal, publicUrl, demo } = useSession()
  const key = 'tilltrail-local-notice-closed'
  const [closedFor, close] = useLocalStorage({ key, defaultValue: '', getInitialValueInEffect: false })
  if (!isPublicUrlLocal || demo || closedFor === publicUrl) return null
  return (
    <Alert
      color="yellow"
      icon={<IconDeviceDesktop size={20} />}
      title={t('local.title')}
      withCloseButton
      closeButtonLabel={t('local.close')}
      onClose={() => close(publicUrl)}
    >
      <Trans i18nKey="local.text" values={{ publicUrl }} components={{ code: <Code /> }} />
    </Alert>
  )
}
