import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BackToReport } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { LoadingPage } from '../../parts/route-states.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Survey, surveyQuery } from '../../queries/survey.ts'
import { Answers } from './answers.tsx'
import { OwnTexts } from './own-texts.tsx'
import { PutIn } from './put-in.tsx'
import { SurveyEditor } from './survey-editor.tsx'
import { SurveyPreview } from './survey-preview.tsx'
import { useSurveyForm } from './use-survey-form.ts'

/** “How did you hear about us?”: what is asked, where to put it, and what was answered. */
export function SurveyPage() {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data, error, refetch } = useQuery(surveyQuery(id))
  return (
    <Page title={t('survey.title')} lead={t('survey.lead')} back={<BackToReport />}>
      {data ? (
        <Asking key={id} survey={data} />
      ) : error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingPage />
      )}
    </Page>
  )
}

function Asking({ survey }: { readonly survey: Survey }) {
  const form = useSurveyForm(survey)
  return (
    <Stack gap="xl">
      {survey.answers > 0 && <Answers />}
      {survey.answers > 0 && <OwnTexts />}
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <SurveyEditor form={form} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <SurveyPreview shopId={survey.shopId} draft={form.draft} />
        </Grid.Col>
      </Grid>
      {survey.updatedAt !== null && <PutIn survey={survey} />}
    </Stack>
  )
}
