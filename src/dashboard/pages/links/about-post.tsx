import { Checkbox, Collapse, SimpleGrid, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldError, isSaidAtField } from '../../problem.ts'
import classes from './fold.module.css'
import { CaptionField, ImageUrlField, KindField, PlannedField } from './post-fields.tsx'
import type { Builder } from './use-builder.ts'

export const aboutFields = ['kind', 'publishedAt', 'caption', 'imageUrl', 'term', 'customerMade'] as const

/** What can be told of the post, folded away: paste and Enter need none of it. */
export function AboutPost({ builder: { fields, change, making, preview } }: { readonly builder: Builder }) {
  const { t } = useTranslation()
  const [isOpen, fold] = useDisclosure(false)
  const id = useId()
  const error = making.error ?? preview.error
  const isShown = isOpen || isSaidAtField(error, aboutFields)
  const Chevron = isShown ? IconChevronDown : IconChevronRight
  const parts = { value: fields, change, error }
  return (
    <div data-fold>
      <UnstyledButton
        type="button"
        className={classes.fold}
        onClick={fold.toggle}
        aria-expanded={isShown}
        aria-controls={id}
      >
        <Chevron size={16} aria-hidden="true" />
        {t('builder.about.title')}
      </UnstyledButton>
      <Collapse expanded={isShown} id={id}>
        <Stack pt="sm" gap="lg">
          <CaptionField {...parts} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <PlannedField {...parts} hint={t('builder.about.plannedNow')} />
            <KindField {...parts} />
            <ImageUrlField {...parts} />
            <TextInput
              data-field="term"
              label={t('builder.about.term')}
              description={t('builder.about.termHint')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              maxLength={256}
              value={fields.term}
              onChange={(event) => change({ term: event.currentTarget.value })}
              error={fieldError(error, 'term')}
            />
          </SimpleGrid>
          <Checkbox
            label={t('builder.about.customerMade')}
            checked={fields.customerMade}
            onChange={(event) => change({ customerMade: event.currentTarget.checked })}
          />
        </Stack>
      </Collapse>
    </div>
  )
}
