import type { Channel } from '../../../links/channel.ts'
import type { PlatformFileOrder, ValuePreview } from '../../queries/platform-numbers.ts'

/** What the reader says of a file. Days as `2026-11-22`, '' for none yet. */
export type Answers = {
  readonly channel: Channel | null
  /** `so-far`: counted until a day; `days`: in a period. */
  readonly counted: 'so-far' | 'days'
  readonly at: string
  readonly from: string
  readonly to: string
  readonly dateOrder: 'day-first' | 'month-first' | null
  /** What each column holds, '' for nothing. */
  readonly holds: readonly string[]
  /** The reader has said what a column holds. */
  readonly isMapped: boolean
}

/** What can be told before anything is asked. */
export function answersOf(preview: ValuePreview, today: string): Answers {
  const { channel, suggested, asks } = preview
  return {
    channel,
    counted: asks.period === 'days' ? 'days' : 'so-far',
    at: suggested.to ?? today,
    from: suggested.from ?? '',
    to: suggested.to ?? '',
    dateOrder: null,
    holds: preview.columns.map(({ holds }) => holds ?? ''),
    isMapped: false,
  }
}

/** Whether the file's rows say which days they are of, as the columns are read now. */
export function asksPeriod(preview: ValuePreview, { holds, isMapped }: Answers): boolean {
  if (!isMapped) return preview.asks.period !== null
  return !holds.includes('day') && !(holds.includes('from') && holds.includes('to'))
}

export function isAnswered(preview: ValuePreview, answers: Answers): boolean {
  const { channel, counted, at, from, to, dateOrder, holds } = answers
  const isDated = !asksPeriod(preview, answers) || (counted === 'so-far' ? at !== '' : from !== '' && to !== '')
  const hasNumber = holds.some((one) => one !== '' && !preview.fields.some((field) => field === one))
  return channel !== null && isDated && hasNumber && (!preview.asks.dateOrder || dateOrder !== null)
}

type Said = {
  readonly shopId: string
  readonly file: File
  readonly preview: ValuePreview
  readonly answers: Answers
  readonly dryRun: boolean
}

export function orderOf({ shopId, file, preview, answers, dryRun }: Said): PlatformFileOrder {
  const { channel, counted, at, from, to, dateOrder, holds, isMapped } = answers
  const period = counted === 'so-far' ? { at } : { from, to }
  const map = preview.columns.flatMap(({ name }, index) => {
    const one = holds[index] ?? ''
    return one === '' || name === '' ? [] : [`${one}=${name}`]
  })
  return {
    ...{ shopId, file, channel, dateOrder, dryRun },
    period: asksPeriod(preview, answers) ? period : null,
    map: isMapped ? map : [],
  }
}
