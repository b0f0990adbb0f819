import type { Database } from '../storage/database.ts'
import { countFigures, type Figures, netOf } from './figures.ts'
import { findDrops } from './funnel-hints.ts'
import { type Place, placesOf, readSeen, type Seen } from './funnel-places.ts'
import { compareLevels, type Step } from './funnel-steps.ts'
import { readPart } from './funnel-told.ts'
import { fillLevels, nameOf, type ReportLevel } from './levels.ts'
import { type funnelDimensions, type Question, showQuestion } from './question.ts'
import { rateConversion } from './summary.ts'

type By = (typeof funnelDimensions)[number]

/**
 * The five levels for each post, campaign or channel: what the platforms told of 1–3, what was counted here of 4 and 5, how
 * complete each is, how many went on from one to another, and where a row loses more than the others.
 */
export async function drawFunnel(database: Database, question: Question, by: By) {
  const [seen, { rows, totals }] = await Promise.all([
    readSeen(database, question),
    countFigures(database, question, by),
  ])
  const drawn = placesOf(seen, question, { rows, by })
    .map((place) => ({ ...place, ...draw(seen, question, place) }))
    .filter(isWorthARow)
    .toSorted(byWorth)
  const grouped = drawn.map(({ figures: { key, label }, parts, steps }) => {
    return { key, label, steps, group: by === 'post' && parts[0] ? nameOf(parts[0].channel) : '' }
  })
  const hints = findDrops(grouped, (group) => nameOthers(by, group))
  return {
    ...showQuestion(question),
    by,
    rows: drawn.map(({ figures: { key, label }, parts, levels, steps, conversionRate }) => ({
      ...{ key, label, channels: parts.map(({ channel }) => channel), levels, steps, conversionRate },
      hint: hints.of.get(key) ?? null,
    })),
    totals: { ...draw(seen, question, { figures: totals, parts: seen.channelParts }), hint: hints.most },
  }
}

type Drawn = {
  readonly levels: readonly ReportLevel[]
  readonly steps: readonly Step[]
  readonly conversionRate: ReturnType<typeof rateConversion>
}

function draw(seen: Seen, question: Question, { figures, parts }: Place): Drawn {
  const tell = (level: 1 | 2 | 3) => parts.map((part) => readPart(seen.told, level, part, question))
  const source = {
    counted: figures,
    sessions: parts.flatMap(({ posts }) => posts).reduce((sum, post) => sum + seen.sessionsOf(post), 0),
    told: { 1: tell(1), 2: tell(2), 3: tell(3) },
  }
  return {
    levels: fillLevels(source, question.shop.currency),
    steps: compareLevels(source, seen.clicksOf),
    conversionRate: rateConversion(figures),
  }
}

function isWorthARow({ figures: { raw, purchase, lead }, levels }: Place & Drawn): boolean {
  return raw + purchase + lead > 0 || levels.some(({ level, value }) => level <= 3 && value !== null)
}

/** As the other reports have it: by net revenue, orders and clicks, the most first; then by what the platforms told. */
function byWorth(a: Place & Drawn, b: Place & Drawn): number {
  const shown = ({ levels }: Drawn) => levels[0]?.value ?? 0
  const [one, other] = [a.figures, b.figures]
  const byCount = netOf(other) - netOf(one) || other.purchase - one.purchase || other.human - one.human
  return byCount || shown(b) - shown(a) || byKey(one, other)
}

function byKey(a: Figures, b: Figures): number {
  return a.key < b.key ? -1 : 1
}

function nameOthers(by: By, group: string): string {
  if (by === 'post') return group === '' ? 'posts' : `posts on ${group}`
  return by === 'campaign' ? 'campaigns' : 'channels'
}
