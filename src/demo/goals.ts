import type { GoalDraft } from '../goals/goal.ts'
import { showDay } from '../shops/calendar.ts'
import type { Plan } from './plan.ts'
import { type DemoCampaign, campaigns } from './posts.ts'

/** A goal of the demo. `leadsTo` is the name of the goal above it, which stands before it. `days`: made so long before today. */
export type PlannedGoal = {
  readonly draft: Omit<GoalDraft, 'parentId'>
  readonly leadsTo?: string
  readonly daysAgo: number
}

/**
 * One goal in each state: the targets follow from what comes in, so that the states are the same whenever the demo is
 * filled.
 */
export function planGoals(plan: Plan, campaignIds: ReadonlyMap<DemoCampaign, string>): PlannedGoal[] {
  const [launch, cabin, running] = campaigns
  if (!launch || !cabin || !running) throw new RangeError('the demo has three campaigns')
  const inCampaign = (campaign: DemoCampaign): InCampaign => ({
    ...daysOf(plan, campaign),
    scope: { campaignId: campaignIds.get(campaign) ?? '' },
  })
  return [
    ...pastGoals(plan, { launch: [launch, inCampaign(launch)], cabin: [cabin, inCampaign(cabin)] }),
    ...runningGoals(plan, running, inCampaign(running)),
    {
      daysAgo: 1,
      draft: {
        ...{ name: 'The quarter to come', metric: 'revenue', main: true, owner: 'Ingrid' },
        target: tidyNumber(plan.sales.length * 160),
        from: dayFrom(plan, 20),
        to: dayFrom(plan, 110),
      },
    },
  ]
}

type InCampaign = Pick<GoalDraft, 'from' | 'to' | 'scope'>
type Past = Readonly<Record<'launch' | 'cabin', readonly [DemoCampaign, InCampaign]>>

/** One reached, one missed. */
function pastGoals(plan: Plan, { launch, cabin }: Past): PlannedGoal[] {
  return [
    {
      daysAgo: 184,
      draft: {
        ...launch[1],
        ...{ name: 'First orders through the tasting box', metric: 'orders', main: true, owner: 'Ingrid' },
        target: tidyNumber(ordersOf(plan, launch[0]) * 0.8),
        purpose: 'New customers who come back without an advertisement.',
      },
    },
    {
      daysAgo: 116,
      draft: {
        ...cabin[1],
        ...{ name: 'Cabin weekends sell the mugs', metric: 'orders', main: true, owner: 'Ingrid' },
        target: tidyNumber(ordersOf(plan, cabin[0]) * 1.7),
        purpose: 'Empty the shelf of last year’s mugs.',
      },
    },
  ]
}

/** A main goal within reach, and two milestones under it: one the platform has to tell of, one that lags behind. */
function runningGoals(plan: Plan, running: DemoCampaign, inCampaign: InCampaign): PlannedGoal[] {
  const elapsed = -running.from / (running.to - running.from)
  const main = 'Orders from Slow mornings'
  return [
    {
      daysAgo: 46,
      draft: {
        ...inCampaign,
        ...{ name: main, metric: 'orders', main: true, owner: 'Solveig' },
        target: tidyNumber((ordersOf(plan, running) / elapsed) * 0.97),
        purpose: 'Half of our customers brew by hand by the end of the season.',
        businessGoal: 'A tenth more repeat customers this year.',
        audience: running.audience,
        reason: 'Who owns a dripper buys beans twice as often.',
      },
    },
    {
      daysAgo: 46,
      leadsTo: main,
      draft: {
        ...daysOf(plan, running),
        ...{ name: '2,000 followers on Instagram', metric: 'followers', main: false, owner: 'Solveig' },
        ...{ target: 2_000, baseline: 1_640, scope: { channel: 'instagram' } },
      },
    },
    {
      daysAgo: 45,
      leadsTo: main,
      draft: {
        ...inCampaign,
        ...{ name: 'Sign-ups for the Thursday letter', metric: 'leads', main: false, owner: 'Solveig' },
        target: tidyNumber((leadsOf(plan, running) / elapsed) * 1.5),
      },
    },
  ]
}

function daysOf(plan: Plan, { from, to }: DemoCampaign) {
  return { from: dayFrom(plan, from), to: dayFrom(plan, to) }
}

/** A day so many days from today, such as `2026-11-22`. */
export function dayFrom({ stage }: Plan, days: number): string {
  return showDay(stage.calendar.day(stage.now) + days)
}

/** Orders within the campaign's days: roughly, the report counts exactly. */
function ordersOf({ sales, stage }: Plan, campaign: DemoCampaign): number {
  const today = stage.calendar.day(stage.now)
  return sales.filter(
    ({ visit, at }) => visit?.post.campaign === campaign && stage.calendar.day(at) <= today + campaign.to,
  ).length
}

function leadsOf({ pings }: Plan, campaign: DemoCampaign): number {
  return pings.filter(({ visit, told }) => told?.['event'] === 'lead' && visit?.post.campaign === campaign).length
}

/** A target as a person would set it. */
function tidyNumber(exact: number): number {
  const step = exact > 1_000 ? 1_000 : exact > 40 ? 5 : 1
  return Math.max(step, Math.round(exact / step) * step)
}
