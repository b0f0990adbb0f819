import * as z from 'zod'
import { parseDay } from '../shops/calendar.ts'
import { tidy } from './tidy.ts'

/** A campaign holds posts. Its key is its name made tidy: `Black Week` and `black-week` are one campaign. */
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

export const dayField = z
  .string('must be a day such as 2026-11-22')
  .refine(isDay, 'must be a day of the calendar, written as 2026-11-22')

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

const { shopId: _, ...fields } = campaignDraft.shape
export const campaignPatch = z.strictObject({ ...fields, name: fields.name.exactOptional() })
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

function isDay(text: string): boolean {
  try {
    return parseDay(text) >= 0
  } catch {
    return false
  }
}
