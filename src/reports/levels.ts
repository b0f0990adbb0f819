import { findMetric, type Level } from '../platforms/catalog.ts'
import { levels } from '../platforms/levels.ts'
import { fileOf, toldMetrics, type ToldLevel, whyUntold } from '../platforms/tells.ts'
import { type Channel, channels } from '../links/channel.ts'
import { showMoney } from '../shops/money.ts'
import { type Figures, netOf } from './figures.ts'
import type { ToldPart } from './funnel-told.ts'

/** complete · partial: some days, posts, metrics or channels are missing · not-entered: the platform tells it · not-told: it doesn't. */
export type Completeness = 'complete' | 'partial' | 'not-entered' | 'not-told'

/** One channel's part in a level. `remedy`: where its numbers come in, a page of the dashboard. */
export type ShownPart = {
  readonly channel: Channel
  readonly metrics: readonly string[]
  readonly value: number | null
  readonly completeness: Completeness
  readonly says: string
  readonly remedy: { readonly to: '/numbers' | '/numbers/import'; readonly says: string } | null
}

/**
 * One of the five levels: the number that stands for it (`metrics` added up, named `unit`) and how complete it is; `figures`
 * beside it, money as decimal text; `why` says why it is empty.
 */
export type ReportLevel = {
  readonly level: Level
  readonly name: string
  readonly metrics: readonly string[]
  readonly unit: string
  readonly value: number | null
  readonly completeness: Completeness
  readonly says: string
  readonly figures: readonly { readonly metric: string; readonly name: string; readonly value: number | string }[]
  readonly why: string | null
  readonly parts: readonly ShownPart[]
}

/** Levels 1–3 as the platforms tell of each channel; 4 and 5 as counted here. `sessions`: visits that the snippet saw. */
export type LevelSource = {
  readonly counted: Figures
  readonly sessions: number
  readonly told: Readonly<Record<ToldLevel, readonly ToldPart[]>>
}

export function fillLevels(source: LevelSource, currency: string): ReportLevel[] {
  const { counted, told } = source
  const measured = { completeness: 'complete', says: 'complete: measured here', why: null, parts: [] } as const
  const known: Readonly<Record<Level, Omit<ReportLevel, 'level' | 'name'>>> = {
    1: fillTold(1, told[1]),
    2: fillTold(2, told[2]),
    3: fillTold(3, told[3]),
    4: {
      ...{ metrics: ['link_clicks'], unit: 'Link clicks by people', value: counted.human },
      ...measured,
      figures: interaction(source),
    },
    5: {
      ...{ metrics: ['orders'], unit: 'Orders', value: counted.purchase },
      ...measured,
      figures: transaction(counted, currency),
    },
  }
  return levels.map(({ level, name }) => ({ level, name, ...known[level] }))
}

function interaction({ counted: { human, unique, lead }, sessions }: LevelSource): ReportLevel['figures'] {
  return [
    { metric: 'link_clicks', name: 'Link clicks by people', value: human },
    { metric: 'unique_clicks', name: 'Visitors per day, summed over the days', value: unique },
    { metric: 'sessions', name: 'Visits to the shop that the snippet saw', value: sessions },
    { metric: 'leads', name: 'Leads', value: lead },
  ]
}

function transaction(counted: Figures, currency: string): ReportLevel['figures'] {
  return [
    { metric: 'orders', name: 'Orders', value: counted.purchase },
    { metric: 'revenue', name: `Net revenue, ${currency}`, value: showMoney(netOf(counted), currency) },
  ]
}

const nobody: Readonly<Record<ToldLevel, string>> = {
  1: 'Only the platform knows how often your posts were shown.',
  2: 'Only the platform knows who read a post or watched a video.',
  3: 'Only the platform knows likes, comments and shares.',
}

function fillTold(level: ToldLevel, told: readonly ToldPart[]): Omit<ReportLevel, 'level' | 'name'> {
  const parts = told.map((part) => showPart(level, part))
  const known = parts.filter(({ value }) => value !== null)
  const metrics = [...new Set(known.flatMap((part) => part.metrics))]
  const value = known.length === 0 ? null : Math.round(known.reduce((sum, part) => sum + (part.value ?? 0), 0))
  const completeness = judge(parts)
  return {
    metrics,
    unit: sayMetrics(metrics),
    value,
    completeness,
    says: sayParts(parts, completeness),
    figures: value === null ? [] : figuresOf(metrics, known, value),
    why: value === null ? `${nobody[level]} ${sayGaps(parts)}`.trim() : null,
    parts,
  }
}

/** By metric where each channel has but one; added up within a channel they are one figure. */
function figuresOf(metrics: readonly string[], parts: readonly ShownPart[], value: number): ReportLevel['figures'] {
  if (parts.some((part) => part.metrics.length > 1))
    return [{ metric: metrics.join('+'), name: sayMetrics(metrics), value }]
  return metrics.map((metric) => {
    const own = parts.filter((part) => part.metrics.includes(metric))
    return {
      metric,
      name: sayMetrics([metric]),
      value: Math.round(own.reduce((sum, part) => sum + (part.value ?? 0), 0)),
    }
  })
}

function showPart(level: ToldLevel, part: ToldPart): ShownPart {
  const { channel, metrics, value } = part
  const expected = toldMetrics(channel, level)
  const missing = value === null || level !== 3 ? [] : expected.filter((id) => !metrics.includes(id))
  const isTold = expected.length > 0 || part.hasReadings
  const remedy = isTold ? remedyOf(channel) : null
  if (value === null) {
    const completeness = isTold ? 'not-entered' : 'not-told'
    return { channel, metrics, value, completeness, says: sayNothing(part, isTold), remedy }
  }
  const lacks = [
    ...sayDays(part),
    ...(part.livePostsTold < part.livePosts ? [`${part.livePostsTold} of ${part.livePosts} posts have numbers`] : []),
    ...(missing.length > 0 ? [`without ${sayMetrics(missing).toLowerCase()}`] : []),
  ]
  const isWhole = lacks.length === 0
  return {
    ...{ channel, metrics, value: Math.round(value) },
    completeness: isWhole ? 'complete' : 'partial',
    says: isWhole ? 'complete' : `partial: ${lacks.join(', ')}`,
    remedy: isWhole ? null : remedy,
  }
}

/** Posts each begin on their own day: of several the share of their days says more than the days of the shortest. */
function sayDays({ cells, coveredDays, days, coveredShare }: ToldPart): string[] {
  if (coveredDays >= days) return []
  if (cells.size <= 1) return [`covers ${coveredDays} of ${days} days`]
  return [`covers ${Math.min(99, Math.round(coveredShare * 100))}% of its posts’ days`]
}

function sayNothing({ channel, hasReadings }: ToldPart, isTold: boolean): string {
  if (hasReadings) return 'not enough entered: a count so far becomes a number of the period with the next reading'
  if (isTold) return `not entered yet: ${remedyOf(channel).says}`
  const because = whyUntold(channel)
  return `not told by this platform${because === null ? '' : `: ${because}`}`
}

function remedyOf(channel: Channel) {
  const file = fileOf(channel)
  return file === null
    ? ({ to: '/numbers', says: 'write it down each week' } as const)
    : ({ to: '/numbers/import', says: `import the file of ${file}, or write it down each week` } as const)
}

function judge(parts: readonly ShownPart[]): Completeness {
  if (parts.length > 0 && parts.every(({ completeness }) => completeness === 'complete')) return 'complete'
  if (parts.some(({ value }) => value !== null)) return 'partial'
  return parts.some(({ completeness }) => completeness === 'not-entered') ? 'not-entered' : 'not-told'
}

function sayParts(parts: readonly ShownPart[], completeness: Completeness): string {
  const [first] = parts
  if (first && parts.length === 1) return first.says
  if (parts.length === 0) return 'not told: no post on a platform'
  if (completeness === 'complete') return 'complete'
  if (completeness === 'not-told') return `not told by ${sayNames(parts)}`
  if (completeness === 'not-entered') return sayGaps(parts)
  const short = parts.filter((part) => part.completeness === 'partial')
  const days = short.map(({ channel, says }) => `${nameOf(channel)} ${says.replace('partial: ', '')}`)
  return `partial: ${[...days, sayGaps(parts)].filter((one) => one !== '').join('; ')}`
}

/** `not entered yet: X; not told by LINE`. */
function sayGaps(parts: readonly ShownPart[]): string {
  const of = (completeness: Completeness) => parts.filter((part) => part.completeness === completeness)
  const [open, untold] = [of('not-entered'), of('not-told')]
  return [
    ...(open.length > 0 ? [`not entered yet: ${sayNames(open)}`] : []),
    ...(untold.length > 0 ? [`not told by ${sayNames(untold)}`] : []),
  ].join('; ')
}

function sayNames(parts: readonly ShownPart[]): string {
  return list.format(parts.map(({ channel }) => nameOf(channel)))
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

export function nameOf(channel: Channel): string {
  return channels.find(({ id }) => id === channel)?.name ?? channel
}

/** `Likes + comments + shares`. */
export function sayMetrics(metrics: readonly string[]): string {
  const names = metrics.map((id) => findMetric(id)?.name ?? id)
  return names.map((name, at) => (at === 0 ? name : name.charAt(0).toLowerCase() + name.slice(1))).join(' + ')
}
