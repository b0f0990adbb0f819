import type { ExperimentDraft } from '../experiments/experiment.ts'
import { planWeeks } from '../experiments/plan.ts'
import { registerExperiment } from '../experiments/register.ts'
import { createExperiment } from '../experiments/store.ts'
import { dayMs, mondayOf, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Plan } from './plan.ts'
import type { DemoChannel } from './posts.ts'

/**
 * Two experiments, registered when their weeks were to come: one that ran to its end, and one in its fourth week. The posts are
 * there already, so each is of the channel whose posts kept to weeks the most, and its lot is what they kept to.
 */
export async function runExperiments(plan: Plan, database: Database, shop: Shop): Promise<void> {
  const { now, calendar } = plan.stage
  const monday = mondayOf(calendar.day(now))
  const running = findBest(plan, { pairs: 6, firstMondays: [monday - 21], lastWeek: monday })
  const before = [5, 4, 3].map((weeks) => monday - 21 - (12 + weeks - 3) * 7)
  const finished = findBest(plan, { pairs: 6, firstMondays: before, lastWeek: monday - 28 })
  await register(database, shop, { ...finished, metric: 'orders', hypothesis: hypotheses.finished, now: calendar.at })
  await register(database, shop, {
    ...running,
    metric: 'new_customers',
    hypothesis: hypotheses.running,
    now: calendar.at,
  })
}

const hypotheses = {
  finished: 'Posting brings us more orders than not posting, also from people who never clicked.',
  running: 'Weeks with posts bring more new customers.',
} as const

const channels = ['instagram', 'facebook', 'pinterest', 'tiktok'] as const satisfies readonly DemoChannel[]

type Found = {
  readonly channel: (typeof channels)[number]
  readonly firstMonday: number
  readonly pairs: number
  readonly seed: string
}
type Wanted = { readonly pairs: number; readonly firstMondays: readonly number[]; readonly lastWeek: number }

/** The channel and the weeks in which the most pairs have posts in one week alone. */
function findBest(plan: Plan, { pairs, firstMondays, lastWeek }: Wanted): Found {
  const all = channels.flatMap((channel) =>
    firstMondays.map((firstMonday) => {
      const counts = planWeeks({ pairs, firstMonday, washOutDays: 1 }).map(({ from }) =>
        countPosts(plan, channel, from),
      )
      const drawn = Array.from(
        { length: pairs },
        (_, pair) => [counts[pair * 2] ?? 0, counts[pair * 2 + 1] ?? 0] as const,
      )
      const seed = drawn.map(([first, second]) => (first >= second ? 'c' : '3')).join('')
      const kept = drawn.filter(([first, second], pair) => {
        const isOver = firstMonday + pair * 14 <= lastWeek
        return isOver && Math.min(first, second) === 0 && first !== second
      })
      return { channel, firstMonday, pairs, seed: seed.padEnd(20, '9a1'), kept: kept.length }
    }),
  )
  const [best] = all.toSorted((a, b) => b.kept - a.kept)
  if (!best) throw new RangeError('there is no channel to choose from')
  const { kept: _, ...found } = best
  return found
}

function countPosts({ posts, stage }: Plan, channel: DemoChannel, monday: number): number {
  return posts.filter((post) => post.channel === channel && mondayOf(stage.calendar.day(post.publishedAt)) === monday)
    .length
}

type Registered = Found &
  Pick<ExperimentDraft, 'metric' | 'hypothesis'> & { readonly now: (day: number, hour: number) => number }

/** Planned and locked on the Friday before. */
async function register(
  database: Database,
  shop: Shop,
  { seed, now, firstMonday, ...plan }: Registered,
): Promise<void> {
  const at = now(firstMonday - 3, 14)
  const draft = { ...plan, firstMonday: showDay(firstMonday), washOutDays: 1, sides: 1 } as const
  const experiment = await createExperiment(database, shop.id, draft, { now: at })
  await registerExperiment(database, shop, experiment, { now: at + dayMs / 144, seed })
}
