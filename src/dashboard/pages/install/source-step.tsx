import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useSession, useShop } from '../../parts/shop.tsx'
import { type ShopSource, sourcesQuery } from '../../queries/install.ts'
import { PasteSecret } from './paste-secret.tsx'
import { MakeSecret } from './make-secret.tsx'
import { Pasted } from './pasted.tsx'
import { judgeSource } from './source-state.ts'
import { SourceNotice } from './source-notice.tsx'
import { Step } from './step.tsx'

type Props = { readonly source: ShopSource; readonly number?: number; readonly title: string; readonly text: ReactNode }

/** A shop system that tells by itself: the address to paste there, the secret, and whether it is heard. */
export function SourceStep({ source, number, title, text }: Props) {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(sourcesQuery(shopId))
  const set = data?.items.find((one) => one.source === source)
  const Secret = source === 'shopify' || source === 'stripe' ? PasteSecret : MakeSecret
  return (
    <Step {...(number === undefined ? {} : { number })} title={title} text={text}>
      <Stack gap="md">
        {source !== 'postback' && (
          <Pasted label={t('install.source.address')} text={`${publicUrl}/hooks/${source}/${shopId}`} />
        )}
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data && <Secret key={`${shopId}-${source}`} source={source} set={set} />}
        <SourceNotice source={source} state={judgeSource(set)} />
      </Stack>
    </Step>
  )
}
