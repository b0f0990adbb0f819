import { Alert, ColorInput, SimpleGrid, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import { bioPreviewQuery } from '../../queries/bio.ts'
import { previewMs } from './bio-preview.tsx'
import type { BioForm } from './use-bio-form.ts'

const swatches = ['#0b775b', '#1f4e79', '#5b3a8c', '#8a2f4b', '#9a3d12', '#1b1f23', '#f2c14e']

/** Colour and picture; a colour that hardly stands out is warned of while it is chosen. */
export function BioLook({ form: { bio, fields, draft, change, saving } }: { readonly form: BioForm }) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(draft, previewMs)
  const warnings = useQuery(bioPreviewQuery(bio.shopId, settled)).data?.warnings ?? []
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <ColorInput
          label={t('bio.accent')}
          description={t('bio.accentHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          size="md"
          format="hex"
          swatches={swatches}
          eyeDropperButtonProps={{ 'aria-label': t('bio.pickColour') }}
          value={fields.accent}
          onChange={(accent) => change({ accent })}
          error={fieldError(saving.error, 'accent')}
        />
        <TextInput
          label={t('bio.picture')}
          description={t('bio.pictureHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          type="url"
          placeholder="https://shop.example/logo.png"
          value={fields.pictureUrl ?? ''}
          onChange={(event) => change({ pictureUrl: event.currentTarget.value })}
          error={fieldError(saving.error, 'pictureUrl')}
        />
      </SimpleGrid>
      {warnings.map(({ message }) => (
        <Alert key={message} color="yellow" role="status">
          {message}
        </Alert>
      ))}
    </>
  )
}
