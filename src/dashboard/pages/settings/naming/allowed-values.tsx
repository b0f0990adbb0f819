import { SimpleGrid, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatName, type NameField, nameFields, styleOf } from '../../../../links/naming.ts'
import { fieldError } from '../../../problem.ts'
import { namesQuery } from '../../../queries/naming.ts'
import type { RulesField } from './rules-field.ts'

/** The values that links may have, field by field; those in use are offered. */
export function AllowedValues({ shopId, ...part }: RulesField & { readonly shopId: string }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      {nameFields.map((field) => (
        <AllowedField key={field} field={field} shopId={shopId} {...part} />
      ))}
    </SimpleGrid>
  )
}

type Props = RulesField & { readonly field: NameField; readonly shopId: string }

function AllowedField({ field, shopId, rules, onChange, error }: Props) {
  const { t } = useTranslation()
  const { data } = useQuery(namesQuery(shopId, field, ''))
  const values = rules.allowed[field]
  const written = (text: string) => formatName(styleOf(rules, field), text)
  const offered = [...new Set((data?.items ?? []).map(({ value }) => written(value)))]
  return (
    <TagsInput
      size="md"
      label={t(`naming.field.${field}`)}
      description={values.length === 0 ? t('naming.lists.any') : t('naming.lists.only', { count: values.length })}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      data={offered}
      splitChars={[',', ';']}
      acceptValueOnBlur
      maxTags={500}
      value={[...values]}
      onChange={(given) => onChange({ allowed: { ...rules.allowed, [field]: [...new Set(given.map(written))] } })}
      error={fieldError(error, `allowed.${field}`)}
    />
  )
}
