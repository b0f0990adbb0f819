import { Box, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type SurveyDraft, surveyPreviewQuery } from '../../queries/survey.ts'

type Props = { readonly shopId: string; readonly draft: SurveyDraft }

/** The page of the question itself; it sends nothing. */
export function SurveyPreview({ shopId, draft }: Props) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(draft, 350)
  const { data, error } = useQuery(surveyPreviewQuery(shopId, settled))
  return (
    <Box component="section" aria-label={t('survey.preview')}>
      <Title order={2} size="h3" mb="sm">
        {t('survey.preview')}
      </Title>
      <iframe
        title={t('survey.preview')}
        sandbox=""
        srcDoc={data?.html ?? ''}
        tabIndex={0}
        style={{ width: '100%', height: 720, border: '1px solid var(--line)', borderRadius: 12 }}
      />
      <Text size="sm" c="dimmed" mt="sm" aria-live="polite">
        {error ? t('survey.previewStale') : t('survey.previewHint')}
      </Text>
    </Box>
  )
}
