import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Place } from '../../survey/place.ts'
import { answer, api } from '../api.ts'

export type Survey = Awaited<ReturnType<typeof fetchSurvey>>
export type SurveyOption = Survey['options'][number]
export type SurveyDraft = Omit<Survey, 'shopId' | 'url' | 'updatedAt' | 'answers' | 'withOrder' | 'lastAt' | 'unfilled'>
export type OwnText = Awaited<ReturnType<typeof fetchTexts>>['items'][number]
export type HeardReport = Awaited<ReturnType<typeof fetchHeard>>
export type Evidence = Awaited<ReturnType<typeof fetchEvidence>>

type Asked = { readonly shopId: string; readonly from: string; readonly to: string }

export const surveyQuery = (shopId: string) =>
  queryOptions({ queryKey: ['survey', shopId], queryFn: () => fetchSurvey(shopId), staleTime: 10_000 })

/** The question as it would be, while it is written; what can't be taken yet leaves the last one standing. */
export const surveyPreviewQuery = (shopId: string, draft: SurveyDraft) =>
  queryOptions({
    queryKey: ['survey-preview', shopId, draft],
    queryFn: ({ signal }) =>
      answer(api.shops[':id'].survey.preview.$post({ param: { id: shopId }, json: draft }, { init: { signal } })),
    placeholderData: keepPreviousData,
    retry: false,
  })

/** @throws ApiProblem by field */
export function saveSurvey(shopId: string, draft: SurveyDraft) {
  return answer(api.shops[':id'].survey.$put({ param: { id: shopId }, json: draft }))
}

/** What customers wrote in their own words, the most frequent first. */
export const textsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['survey-texts', shopId], queryFn: () => fetchTexts(shopId) })

export function correctText(shopId: string, word: string, place: Place) {
  return answer(api.shops[':id'].survey.texts.$put({ param: { id: shopId }, json: { word, place } }))
}

/** What customers say led them here, beside what clicks say. */
export const heardQuery = (asked: Asked) =>
  queryOptions({ queryKey: ['heard', asked], queryFn: () => fetchHeard(asked), placeholderData: keepPreviousData })

/** The ladder of evidence. */
export const evidenceQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['evidence', asked],
    queryFn: () => fetchEvidence(asked),
    placeholderData: keepPreviousData,
  })

function fetchSurvey(shopId: string) {
  return answer(api.shops[':id'].survey.$get({ param: { id: shopId } }))
}

function fetchTexts(shopId: string) {
  return answer(api.shops[':id'].survey.texts.$get({ param: { id: shopId } }))
}

function fetchHeard(asked: Asked) {
  return answer(api.reports.survey.$get({ query: asked }))
}

function fetchEvidence(asked: Asked) {
  return answer(api.reports.evidence.$get({ query: asked }))
}
