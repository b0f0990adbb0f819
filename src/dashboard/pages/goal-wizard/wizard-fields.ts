import { type Channel, channelIds } from '../../../links/channel.ts'
import type { GoalDraft } from '../../queries/goals.ts'
import type { GoalPatch, GoalSketch, GoalWords, Judgement } from '../../queries/goal-wizard.ts'

/** What stands in the wizard; number fields hold '' while empty. */
export type WizardFields = {
  readonly words: string
  readonly name: string
  readonly metric: string
  /** A number to reach, so many more, or so many per cent more. */
  readonly how: 'number' | 'more' | 'percent'
  readonly amount: number | string
  readonly baseline: number | string
  readonly from: string
  readonly to: string
  readonly where: 'shop' | 'channel' | 'campaign' | 'post'
  readonly channel: string
  readonly campaignId: string
  readonly postId: string
  readonly place: string
  readonly main: boolean
  readonly parentId: string | null
  readonly businessGoal: string
  readonly owner: string
  readonly reason: string
  readonly plannedHours: number | string
  readonly plannedMoney: number | string
  readonly review: 'weekly' | 'monthly' | ''
  /** What was to be reached before something nearer the sale was taken: it is saved as a milestone of this goal. */
  readonly milestone: SomeGoal | null
  /** The goal itself where it was saved, but its milestone was refused: it isn't made a second time. */
  readonly savedId: string | null
}

/** A goal as it is stored, sketched or offered: whatever of it is known. */
export type SomeGoal = Unsure<Omit<GoalSketch, 'scope' | 'shopId'>> & {
  readonly scope?: { readonly [key in 'channel' | 'campaignId' | 'postId' | 'place']?: string | undefined } | undefined
}
type Unsure<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined }

export function emptyWizard(from: string, to: string): WizardFields {
  const texts = { words: '', name: '', metric: '', channel: '', campaignId: '', postId: '', place: '' }
  return {
    ...texts,
    ...{ how: 'number', amount: '', baseline: '', from, to, where: 'shop', main: true, parentId: null },
    ...{
      businessGoal: '',
      owner: '',
      reason: '',
      plannedHours: '',
      plannedMoney: '',
      review: 'weekly',
      milestone: null,
      savedId: null,
    },
  }
}

/** The number to reach, by the baseline where so many more are wanted; null while it can't be told. */
export function targetOf({ how, amount, baseline }: WizardFields, judged: Judgement | undefined): number | null {
  if (amount === '') return null
  const start = baseline === '' ? judged?.baseline?.value : Number(baseline)
  if (how === 'number') return Number(amount)
  if (start === null || start === undefined) return null
  const target = how === 'more' ? start + Number(amount) : start * (1 + Number(amount) / 100)
  return Math.round(target * 100) / 100
}

/** The body of POST /goals/judge: what is left empty is left out. */
export function toSketch(fields: WizardFields, shopId: string, judged: Judgement | undefined): GoalSketch {
  // Ten thousand more is ten thousand at the least, whatever there is already.
  const target =
    targetOf(fields, judged) ?? (fields.how === 'more' && fields.amount !== '' ? Number(fields.amount) : null)
  return {
    ...{ shopId, ...toTexts(fields), main: fields.main, scope: toScope(fields) },
    ...(fields.metric === '' ? {} : { metric: fields.metric }),
    ...(target !== null && target > 0 ? { target } : {}),
    ...(fields.baseline === '' ? {} : { baseline: Number(fields.baseline) }),
    ...(fields.from === '' ? {} : { from: fields.from }),
    ...(fields.to === '' ? {} : { to: fields.to }),
    ...(fields.main || fields.parentId === null ? {} : { parentId: fields.parentId }),
    ...(fields.plannedHours === '' ? {} : { plannedHours: Number(fields.plannedHours) }),
    ...(fields.plannedMoney === '' ? {} : { plannedMoney: Number(fields.plannedMoney) }),
    ...(fields.review === '' ? {} : { review: fields.review }),
  }
}

/** A goal that can be saved; what is still missing is the server's to name. `fallback`: its name where none was given. */
export function toDraft(fields: WizardFields, judged: Judgement | undefined, named: Named): GoalDraft {
  const {
    name = named.fallback,
    metric = '',
    target,
    from = '',
    to = '',
    main = true,
    ...rest
  } = toSketch(fields, named.shopId, judged)
  const start = fields.baseline === '' ? judged?.baseline?.value : Number(fields.baseline)
  return {
    ...rest,
    ...{ name, metric, target: target ?? 0, from, to, main },
    ...(start === null || start === undefined ? {} : { baseline: start }),
  }
}

/** The body of PATCH /goals/{id}: what was emptied is taken away. What the wizard doesn't show of a milestone stays. */
export function toChange(fields: WizardFields, judged: Judgement | undefined, named: Named): GoalPatch {
  const { shopId: _, baseline: __, ...told } = toDraft(fields, judged, named)
  return {
    ...{ parentId: null, owner: null, plannedHours: null, plannedMoney: null, review: null },
    ...(fields.main ? { businessGoal: null, reason: null } : {}),
    ...told,
    baseline: fields.baseline === '' ? null : Number(fields.baseline),
  }
}

type Named = { readonly shopId: string; readonly fallback: string }

/** A stored goal, or one that was kept, in the fields. */
export function fromGoal(goal: SomeGoal, fields: WizardFields): WizardFields {
  const { channel, campaignId, postId, place } = goal.scope ?? {}
  const where = postId ? 'post' : campaignId ? 'campaign' : channel ? 'channel' : 'shop'
  return {
    ...fields,
    ...{ name: goal.name ?? '', metric: goal.metric ?? '', how: 'number', amount: goal.target ?? '', where },
    ...{ channel: channel ?? '', campaignId: campaignId ?? '', postId: postId ?? '', place: place ?? '' },
    baseline: goal.baseline ?? '',
    from: goal.from ?? fields.from,
    to: goal.to ?? fields.to,
    main: goal.main ?? true,
    parentId: goal.parentId ?? null,
    ...{ businessGoal: goal.businessGoal ?? '', owner: goal.owner ?? '', reason: goal.reason ?? '' },
    ...{ plannedHours: goal.plannedHours ?? '', plannedMoney: goal.plannedMoney ?? '', review: goal.review ?? '' },
  }
}

/** What a sentence says goes into the fields; what it doesn't say stays as it is. */
export function withWords(fields: WizardFields, read: GoalWords, level: number | undefined): WizardFields {
  const { channel, place } = read.scope
  const amount = read.target ?? read.increase?.by
  return {
    ...fields,
    name: fields.words.trim(),
    ...(read.metric === null ? {} : { metric: read.metric }),
    ...(amount === undefined ? {} : { amount, how: howOf(read) }),
    ...(read.baseline === null ? {} : { baseline: read.baseline }),
    ...(read.from === null ? {} : { from: read.from }),
    ...(read.to === null ? {} : { to: read.to }),
    ...(channel === undefined ? {} : { where: 'channel', channel }),
    ...(place === undefined ? {} : { place }),
    ...(level === undefined ? {} : { main: level >= 4 }),
  }
}

function howOf({ increase }: GoalWords): WizardFields['how'] {
  if (increase === null) return 'number'
  return increase.unit === 'percent' ? 'percent' : 'more'
}

function toScope({ where, channel, campaignId, postId, place }: WizardFields): NonNullable<GoalSketch['scope']> {
  const known: Channel | undefined = channelIds.find((id) => id === channel)
  return {
    ...(where === 'channel' && known ? { channel: known } : {}),
    ...(where === 'campaign' && campaignId !== '' ? { campaignId } : {}),
    ...(where === 'post' && postId !== '' ? { postId } : {}),
    ...(place.trim() === '' ? {} : { place: place.trim() }),
  }
}

function toTexts({ name, businessGoal, owner, reason, main }: WizardFields) {
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(main && businessGoal.trim() !== '' ? { businessGoal: businessGoal.trim() } : {}),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(main && reason.trim() !== '' ? { reason: reason.trim() } : {}),
  }
}
