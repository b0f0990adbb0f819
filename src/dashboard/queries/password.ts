import { api } from '../api.ts'

/** Ends all other sessions. @throws ApiProblem 400 by field, 429 too many tries */
export async function changePassword(json: { readonly current: string; readonly password: string }): Promise<void> {
  await api.password.$post({ json })
}
