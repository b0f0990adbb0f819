import type { GoalDraft } from '../goals/goal.ts'
import type { ProgressStatus } from '../goals/progress.ts'
import type { ReviewDraft } from '../goals/reviews.ts'
import { showDay } from '../shops/calendar.ts'
import type { Plan } from './plan.ts'
import { type DemoCampaign, campaigns } from './posts.ts'
import type { PlannedPost } from './schedule.ts'

/** A goal of the demo. `leadsTo` is the name of the goal above it, which stands before it. `days`: made so long before today. */
export type PlannedGoal = {
  readonly draft: Omit<GoalDraft, 'parentId'>
  readonly leadsTo?: string
  readonly daysAgo: number
  readonly reviews?: readonly PlannedReview[]
  readonly celebratedDaysAgo?: number
  readonly archivedDaysAgo?: number
}

/** How it stood so many days ago, as somebody wrote down then. */
export type PlannedReview = ReviewDraft & {
  readonly daysAgo: number
  readonly value: number
  readonly status: ProgressStatus
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
    ...recentGoals(plan),
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
      celebratedDaysAgo: 119,
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

/** One just reached, one whose last clicks' orders are awaited, one put away. */
function recentGoals(plan: Plan): PlannedGoal[] {
  const days = (from: number, to: number) => ({ from: dayFrom(plan, from), to: dayFrom(plan, to) })
  const letter = { channel: 'newsletter' } as const
  return [
    {
      daysAgo: 21,
      draft: {
        ...{ name: 'The Thursday letter brings people in', metric: 'link_clicks', main: true, owner: 'Solveig' },
        ...{ ...days(-20, 10), scope: letter, businessGoal: 'Less money to advertisements.' },
        target: tidyNumber(clicksOf(plan, ({ channel }) => channel === 'newsletter', -20) * 0.8),
      },
    },
    {
      daysAgo: 42,
      draft: {
        ...{ name: 'Orders from the letter', metric: 'orders', main: true, owner: 'Ingrid' },
        ...{ ...days(-40, -6), scope: letter, businessGoal: 'Less money to advertisements.' },
        target: Math.ceil(letterOrders(plan, -40, -6) * 1.25) + 1,
      },
    },
    {
      daysAgo: 90,
      archivedDaysAgo: 58,
      reviews: [
        {
          ...{ daysAgo: 60, value: 1_690, status: 'behind' },
          note: 'Nobody can say what 10,000 of them would buy.',
          nextStep: 'Put it away and count orders instead.',
        },
      ],
      draft: {
        ...{ name: '10,000 followers by midsummer', metric: 'followers', main: true, owner: 'Solveig' },
        ...{ ...days(-89, -59), target: 10_000, scope: { channel: 'instagram' } },
      },
    },
  ]
}

/** A main goal within reach, and milestones under it: ahead, behind, told by the platform, and never told. */
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
        ...{ review: 'weekly', plannedHours: 50, plannedMoney: 6_000 },
      },
      reviews: reviewsOf(plan, running),
    },
    {
      daysAgo: 45,
      leadsTo: main,
      draft: {
        ...inCampaign,
        ...{ name: 'Clicks from Slow mornings', metric: 'link_clicks', main: false, owner: 'Solveig' },
        target: tidyNumber((clicksOf(plan, ({ campaign }) => campaign === running, running.from) / elapsed) * 0.85),
      },
    },
    {
      daysAgo: 45,
      leadsTo: main,
      draft: {
        ...daysOf(plan, running),
        ...{ name: 'Seen 50,000 times on Pinterest', metric: 'impressions', main: false, owner: 'Solveig' },
        ...{ target: 50_000, scope: { channel: 'pinterest' } },
      },
    },
    {
      daysAgo: 46,
      leadsTo: main,
      draft: {
        ...daysOf(plan, running),
        ...{ name: '1,880 followers on Instagram', metric: 'followers', main: false, owner: 'Solveig' },
        ...{ target: 1_880, scope: { channel: 'instagram' } },
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
function ordersOf({ sales, stage }: Plan, campaign: DemoCampaign, to = campaign.to): number {
  const today = stage.calendar.day(stage.now)
  return sales.filter(({ visit, at }) => visit?.post.campaign === campaign && stage.calendar.day(at) <= today + to)
    .length
}

/** What Ingrid and Solveig wrote down on Fridays; last Friday's is still to be done. */
function reviewsOf(plan: Plan, running: DemoCampaign): PlannedReview[] {
  const valueOn = (daysAgo: number) => ordersOf(plan, running, -daysAgo)
  return [
    {
      ...{ daysAgo: 31, value: valueOn(31), status: 'behind' },
      note: 'The pictures of the drippers were liked a lot and clicked on little.',
      nextStep: 'Solveig: say in each caption what the first cup is like, and put the link there.',
    },
    {
      ...{ daysAgo: 17, value: valueOn(17), status: 'on-track' },
      note: 'The letter with the recipe brought more orders than all of Instagram.',
      nextStep: 'Ingrid: a second recipe on Thursday. No advertisement this week.',
    },
  ]
}

function letterOrders({ sales, stage: { calendar, now } }: Plan, from: number, to: number): number {
  const today = calendar.day(now)
  return sales.filter(({ visit, at }) => {
    const day = calendar.day(at) - today
    return visit?.post.channel === 'newsletter' && day >= from && day <= to
  }).length
}

/** Clicks since a day so many days from today: roughly, the report counts exactly. */
function clicksOf(
  { visits, stage: { calendar, now } }: Plan,
  isOf: (post: PlannedPost) => boolean,
  from: number,
): number {
  const first = calendar.day(now) + from
  return visits.filter(({ kind, post, at }) => kind === 'person' && isOf(post) && calendar.day(at) >= first).length
}

function leadsOf({ pings }: Plan, campaign: DemoCampaign): number {
  return pings.filter(({ visit, told }) => told?.['event'] === 'lead' && visit?.post.campaign === campaign).length
}

/** A target as a person would set it. */
function tidyNumber(exact: number): number {
  const step = exact > 10_000 ? 1_000 : exact > 1_000 ? 100 : exact > 40 ? 5 : 1
  return Math.max(step, Math.round(exact / step) * step)
}
