import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import type { ShopSource, Source } from '../../queries/install.ts'
import { LiveSecret } from './paste-secret.tsx'
import { Pasted } from './pasted.tsx'
import { postbackUrl } from './snippets.ts'

import { useSetSource } from './use-set-source.ts'

type Props = { readonly source: ShopSource; readonly set: Source | undefined }

/** For a shop system that takes any secret: it is made here and shown once. A postback's address is its secret. */
export function MakeSecret({ source, set }: Props) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const [made, setMade] = useState('')
  const setting = useSetSource()
  const isPostback = source === 'postback'
  const make = () => {
    const secret = makeSecret(source)
    // Nothing is lost while the shop system changes over.
    const draft = { source, keepPrevious: set !== undefined }
    setting.mutate(secret === undefined ? draft : { ...draft, secret }, {
      onSuccess: ({ url }) => setMade(secret ?? postbackUrl(url ?? '', currency)),
    })
  }
  const label = isPostback ? t('install.source.postbackAddress') : t('install.source.made')
  return (
    <Stack gap="sm">
      {setting.error && <ProblemNotice error={setting.error} />}
      {made !== '' && (
        <>
          <Pasted label={label} text={made} />
          <Alert icon={<IconKey size={20} />} color="yellow">
            {t(isPostback ? 'install.source.onceAddress' : 'install.source.once')}
          </Alert>
        </>
      )}
      <Group gap="sm" justify="space-between">
        {set && <LiveSecret set={set} />}
        <Button
          {...(set ? ({ size: 'xs', variant: 'default' } as const) : {})}
          leftSection={<IconKey size={16} />}
          loading={setting.isPending}
          onClick={make}
        >
          {t(`install.source.${set ? 'again' : 'make'}${isPostback ? 'Address' : 'Secret'}`)}
        </Button>
      </Group>
    </Stack>
  )
}

/** 32 random bytes: of digits and letters for WooCommerce, which takes some signs for others. */
function makeSecret(source: ShopSource): string | undefined {
  if (source === 'postback') return undefined
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  if (source === 'signed') return `whsec_${btoa(String.fromCharCode(...bytes))}`
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
