import { SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tidy } from '../../../links/tidy.ts'
import { useSession, useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { LanguageField } from './language-field.tsx'
import type { BioForm } from './use-bio-form.ts'

/** Name, words and address of the page. */
export function BioWords({ form: { fields, change, saving } }: { readonly form: BioForm }) {
  const { t } = useTranslation()
  const { name } = useShop()
  const { publicUrl } = useSession()
  return (
    <>
      <TextInput
        label={t('bio.name')}
        required
        withAsterisk={false}
        maxLength={100}
        value={fields.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={fieldError(saving.error, 'title')}
      />
      <Textarea
        label={t('bio.intro')}
        description={t('bio.introHint', { count: 300 - fields.intro.length })}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        size="md"
        autosize
        minRows={2}
        maxLength={300}
        value={fields.intro}
        onChange={(event) => change({ intro: event.currentTarget.value })}
        error={fieldError(saving.error, 'intro')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <TextInput
          label={t('bio.slug')}
          description={t('bio.slugHint', { url: publicUrl.replace(/^https?:\/\//, '') })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          placeholder={tidy(name)}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          value={fields.slug ?? ''}
          onChange={(event) => change({ slug: event.currentTarget.value })}
          error={fieldError(saving.error, 'slug')}
        />
        <LanguageField
          value={fields.language}
          onChange={(language) => change({ language })}
          error={fieldError(saving.error, 'language')}
        />
      </SimpleGrid>
    </>
  )
}
