import { Box, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type BioDraft, bioPreviewQuery } from '../../queries/bio.ts'
import classes from './bio-preview.module.css'

/** How long nothing is typed before the preview follows, in milliseconds. */
export const previewMs = 350

type Props = { readonly shopId: string; readonly draft: BioDraft }

/** The page itself, as wide as a phone. It runs nothing and leads nowhere. */
export function BioPreview({ shopId, draft }: Props) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(draft, previewMs)
  const { data, error } = useQuery(bioPreviewQuery(shopId, settled))
  return (
    <Box component="section" className={classes.preview} aria-label={t('bio.preview')}>
      <Title order={2} size="h3" mb="sm">
        {t('bio.preview')}
      </Title>
      <iframe className={classes.phone} title={t('bio.preview')} sandbox="" srcDoc={data?.html ?? ''} tabIndex={0} />
      <Text size="sm" c="dimmed" mt="sm" aria-live="polite">
        {error ? t('bio.previewStale') : t('bio.previewHint')}
      </Text>
    </Box>
  )
}
