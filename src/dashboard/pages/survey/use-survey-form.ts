import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { saveSurvey, type Survey, type SurveyDraft, surveyQuery } from '../../queries/survey.ts'

/** The question being written, and what saves it. */
export function useSurveyForm(survey: Survey) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(survey))
  const saving = useMutation({
    mutationFn: () => saveSurvey(survey.shopId, draft),
    onSuccess: (saved) => {
      queries.setQueryData(surveyQuery(survey.shopId).queryKey, saved)
      notify(saved.isOn ? t('survey.saved') : t('survey.savedOff'), t)
    },
  })
  return {
    draft,
    saving,
    isSaved: survey.updatedAt !== null && JSON.stringify(draft) === JSON.stringify(draftOf(survey)),
    change: (changed: Partial<SurveyDraft>) => {
      setDraft((before) => ({ ...before, ...changed }))
      if (saving.error) saving.reset()
    },
  }
}

export type SurveyForm = ReturnType<typeof useSurveyForm>

/** A question that nobody has saved yet is meant to be asked. */
function draftOf(survey: Survey): SurveyDraft {
  const { question, options, otherLabel, otherHint, unknownLabel, send, thanks, failed, note, language } = survey
  const texts = { question, options, otherLabel, otherHint, unknownLabel, send, thanks, failed, note, language }
  return { isOn: survey.isOn || survey.updatedAt === null, ...texts }
}
