import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type CampaignPatch = InferRequestType<(typeof api.campaigns)[':id']['$patch']>['json']
export type CampaignDraft = InferRequestType<typeof api.campaigns.$post>['json']

/** @throws ApiProblem by field, 409 name taken */
export function createCampaign(draft: CampaignDraft) {
  return answer(api.campaigns.$post({ json: draft }))
}

/** @throws ApiProblem by field, 409 name taken */
export function updateCampaign(id: string, patch: CampaignPatch) {
  return answer(api.campaigns[':id'].$patch({ param: { id }, json: patch }))
}
