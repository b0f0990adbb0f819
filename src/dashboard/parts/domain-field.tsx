import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { domainsQuery } from '../queries/domains.ts'
import { useShop } from './shop.tsx'

type Props = {
  /** By name, the default one too; '' is the default one. */
  readonly value: string
  readonly onChange: (domain: string) => void
  readonly error: string | undefined
}

/** The short domain that a link stands on; not shown where there is only one. */
export function DomainField({ value, onChange, error }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const domains = useQuery(domainsQuery(shopId)).data?.items ?? []
  if (domains.length < 2) return null
  const usual = domains.find(({ isDefault }) => isDefault)?.domain
  return (
    <Select
      label={t('domains.choose')}
      description={t('domains.chooseHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      data={domains.map(({ domain, name }) => ({ value: domain, label: name }))}
      value={value || (usual ?? null)}
      onChange={(domain) => onChange(domain ?? '')}
      error={error}
    />
  )
}
