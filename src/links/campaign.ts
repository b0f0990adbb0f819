import * as z from 'zod'
import { dayField } from '../shops/day-field.ts'
import { tidy } from './tidy.ts'

/**
 * A campaign holds posts. Its key is its first name made tidy: `Black Week` and `black-week` are one campaign. The key stays
 * when the name is changed: printed links carry it.
 */
export type Campaign = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly name: string
  readonly key: string
  readonly purpose: string | null
  readonly audience: string | null
  readonly from: string | null
  readonly to: string | null
  readonly createdAt: number
}

export const campaignDraft = z.strictObject({
  name: z
    .string('is missing: what is the campaign called?')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'must have 100 characters at most'),
  purpose: z.string().max(1000, 'must have 1,000 characters at most').nullable().exactOptional(),
  audience: z.string().max(1000, 'must have 1,000 characters at most').nullable().exactOptional(),
  from: dayField.nullable().exactOptional(),
  to: dayField.nullable().exactOptional(),
  shopId: z.string().exactOptional(),
})
export type CampaignDraft = z.output<typeof campaignDraft>

export const campaignPatch = z.strictObject({
  ...campaignDraft.shape,
  name: campaignDraft.shape.name.exactOptional(),
})
export type CampaignPatch = z.output<typeof campaignPatch>

/** What is wrong with a campaign's days taken together, or undefined. */
export function daysFault({ from, to }: { from?: string | null; to?: string | null }): string | undefined {
  return from && to && from > to ? 'must not be before from.' : undefined
}

export function campaignKey(name: string): string {
  return tidy(name) || name.trim().toLowerCase()
}

export function showCampaign({ number: _, createdAt, ...campaign }: Campaign) {
  return { ...campaign, createdAt: new Date(createdAt).toISOString() }
}
