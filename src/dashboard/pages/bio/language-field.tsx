import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly value: string
  readonly onChange: (language: string) => void
  readonly error: string | undefined
}

/** What language the shop writes in, for screen readers and translation; the page's few own words follow where we know them. */
export function LanguageField({ value, onChange, error }: Props) {
  const { t, i18n } = useTranslation()
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  const data = [...new Set([value, ...common])].map((code) => ({ value: code, label: names.of(code) ?? code }))
  return (
    <Select
      label={t('bio.language')}
      description={t('bio.languageHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      searchable
      data={data.toSorted((a, b) => a.label.localeCompare(b.label))}
      value={value}
      onChange={(language) => language && onChange(language)}
      error={error}
    />
  )
}

const common = [
  'en',
  'nb',
  'nn',
  'sv',
  'da',
  'fi',
  'is',
  'de',
  'nl',
  'fr',
  'es',
  'pt',
  'it',
  'pl',
  'cs',
  'th',
  'vi',
  'id',
  'ja',
  'zh',
  'uk',
  'tr',
]
