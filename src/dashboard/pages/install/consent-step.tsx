import { useTranslation } from 'react-i18next'
import { consentCall, type SnippetParts } from './snippets.ts'
import { Step } from './step.tsx'
import type { System } from './systems.ts'

type Props = { readonly number: number; readonly parts: SnippetParts; readonly system: System }

/** Only where the click id is kept after consent alone; other pages lead here by its id. */
export function ConsentStep({ number, parts, system }: Props) {
  const { t } = useTranslation()
  if (parts.tracking !== 'consent') return null
  const heard = system === 'shopify' || system === 'woocommerce' || system === 'gtm' ? system : 'own'
  return (
    <Step
      id="consent"
      number={number}
      title={t('install.consent.title')}
      text={t(`install.consent.${heard}`)}
      code={consentCall()}
    />
  )
}
