import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { channelField } from '../links/post.ts'
import { dayField } from '../shops/day-field.ts'
import { scopeField } from './goal.ts'
import { plannable } from './plannable.ts'

const percent = z.number('must be a number in percent').positive('must be more than 0').max(100, 'must be 100 at most')
const amount = z.number('must be a number').positive('must be more than 0').max(1e9, 'is too large')

/** What if a rate were another: in percent for shares, the same for every channel. */
const whatIf = z.strictObject({
  conversionRate: percent.exactOptional(),
  clickRate: percent.exactOptional(),
  clicksPerPost: amount.exactOptional(),
  hoursPerPost: amount.exactOptional(),
})

export const planBody = z.strictObject({
  metric: z.enum(
    plannable,
    `must be one of ${plannable.join(', ')}: only what follows from clicks can be planned backwards`,
  ),
  target: z
    .number('is missing: give the number to reach')
    .positive('must be more than 0')
    .max(1e12, 'must be a trillion at most'),
  /** By default today. What came in since is taken off. */
  from: dayField.exactOptional(),
  to: dayField,
  channels: z.array(channelField).min(1, 'must name a channel, or be left out').max(channelIds.length).exactOptional(),
  /** Parts of the target by channel, in any measure; left out: by own results. */
  shares: z
    .partialRecord(
      z.enum(channelIds),
      z.number('must be a number').min(0, 'must be 0 or more').max(1e6, 'is too large'),
    )
    .exactOptional(),
  whatIf: whatIf.exactOptional(),
  scope: scopeField.exactOptional(),
  shopId: z.string().exactOptional(),
})
export type PlanBody = z.output<typeof planBody>
