import * as z from 'zod'
import { isUnfilled } from '../conversions/unfilled.ts'
import { type Place, places, placeOfText } from './place.ts'

const visibleText = (most: number) =>
  z
    .string('must be text')
    .trim()
    .max(most, `must have ${most} characters at most`)
    .regex(/^[^\p{Cc}]*$/u, 'must not hold line breaks or control characters')
const neededText = (most: number, what: string) => visibleText(most).min(1, `is missing: ${what}`)

const ownPlaces = places.filter((place) => place !== 'other' && place !== 'unknown')

const option = z.strictObject({
  /** By which answers know it; the label may change, and answers stand. */
  id: z.string('must be text').regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens'),
  place: z.enum(ownPlaces, `must be one of ${ownPlaces.join(', ')}`),
  label: neededText(60, 'what does the option say?'),
})
export type SurveyOption = z.output<typeof option>

/** Two that are always there, and always last: neither is an answer somebody should meet first. */
export const lastOptions = ['other', 'unknown'] as const

const shape = {
  isOn: z.boolean('must be true or false').default(true),
  question: neededText(120, 'what do you ask?').default('How did you hear about us?'),
  options: z
    .array(option)
    .min(2, 'must have 2 options at least')
    .max(12, 'must have 12 options at most: nobody reads more')
    .default([
      { id: 'instagram', place: 'instagram', label: 'Instagram' },
      { id: 'facebook', place: 'facebook', label: 'Facebook' },
      { id: 'tiktok', place: 'tiktok', label: 'TikTok' },
      { id: 'search', place: 'search', label: 'Google or another search' },
      { id: 'friend', place: 'friend', label: 'A friend or colleague' },
      { id: 'shop-window', place: 'shop-window', label: 'Walked past the shop' },
      { id: 'email', place: 'email', label: 'An e-mail from you' },
    ]),
  otherLabel: neededText(60, 'what does the option for everything else say?').default('Somewhere else'),
  otherHint: neededText(60, 'what is the field for the own words called?').default('Where was it?'),
  unknownLabel: neededText(60, 'what does the option for who doesn’t remember say?').default('I don’t remember'),
  send: neededText(30, 'what does the button say?').default('Send'),
  thanks: neededText(200, 'what is said after an answer?').default('Thank you!'),
  failed: neededText(200, 'what is said when it could not be sent?').default(
    'That could not be sent. Please try again.',
  ),
  note: visibleText(200).default('Optional. Your answer is kept with your order, without cookies.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language code such as en, nb or th')
    .default('en'),
}

/** As PUT takes it: the whole question. What is left out is as on a new one. */
export const surveyDraft = z.strictObject(shape).superRefine(({ options }, context) => {
  const seen = new Set<string>(lastOptions)
  for (const [index, { id }] of options.entries()) {
    if (seen.has(id))
      context.addIssue({
        code: 'custom',
        path: ['options', index, 'id'],
        message: `is taken: ${id} is the id of another option.`,
      })
    seen.add(id)
  }
})
export type SurveyDraft = z.output<typeof surveyDraft>

/** As stored, which was checked when it was taken in. */
export const storedSurvey = z.object(shape)

/** What a shop asks after an order. `updatedAt`: UTC milliseconds, null as long as nobody has saved it. */
export type Survey = z.output<typeof storedSurvey> & { readonly shopId: string; readonly updatedAt: number | null }

/** The question that a shop begins with, which nobody is asked yet. */
export function firstSurvey(shopId: string): Survey {
  return { ...storedSurvey.parse({ isOn: false }), shopId, updatedAt: null }
}

export type AskedOption = { readonly id: string; readonly label: string }

/**
 * The options as one visitor is shown them: in random order, since the first ones are picked more often wherever they
 * stand; `other` and `unknown` last. `random`: numbers from 0 up to 1.
 */
export function shuffleOptions(
  { options, otherLabel, unknownLabel }: SurveyDraft,
  random: () => number,
): AskedOption[] {
  const mixed = options.map(({ id, label }) => ({ id, label }))
  for (let left = mixed.length; left > 1; left--) {
    const [picked] = mixed.splice(Math.floor(random() * left), 1)
    if (picked) mixed.push(picked)
  }
  return [...mixed, { id: 'other', label: otherLabel }, { id: 'unknown', label: unknownLabel }]
}

/** An answer as pages send it. `order`: the shop's id of the order; `position`: where the option stood, from 0. */
export const answerBody = z.object({
  option: z.string('is missing: which option was picked?').min(1, 'is missing: which option was picked?').max(40),
  text: z
    .string('must be text')
    .trim()
    .max(200, 'must have 200 characters at most')
    .regex(/^[^\p{Cc}]*$/u, 'must not hold line breaks or control characters')
    .transform((text) => text || undefined)
    .optional(),
  order: z
    .string('must be text')
    .trim()
    .max(256, 'must have 256 characters at most')
    .regex(/^[^\p{Cc}]*$/u, 'must not hold line breaks or control characters')
    .transform((id) => id || undefined)
    .optional(),
  position: z.int().min(0).max(20).optional().catch(undefined),
})
export type AnswerBody = z.output<typeof answerBody>

/**
 * The order that an answer is for; undefined for none. `isUnfilled`: what stands there is what a snippet or template had before
 * it was filled in, and would be one order for everybody.
 */
export function orderOf({ order }: Pick<AnswerBody, 'order'>): { order: string | undefined; isUnfilled: boolean } {
  const hasNone = order !== undefined && isUnfilled(order)
  return { order: hasNone ? undefined : order, isUnfilled: hasNone }
}

/** What an answer is taken for; undefined for an option that isn't the shop's. Free text counts with `other` alone. */
export function placeOfAnswer(
  { options }: Pick<Survey, 'options'>,
  { option: picked, text }: Pick<AnswerBody, 'option' | 'text'>,
  own: ReadonlyMap<string, Place>,
): Place | undefined {
  if (picked === 'unknown') return 'unknown'
  if (picked === 'other') return text === undefined ? 'other' : placeOfText(text, own)
  return options.find(({ id }) => id === picked)?.place
}

/** For so long a later answer for an order we know takes the earlier one's place: people slip. Then the earlier one stands. */
export const changeMs = 3_600_000

/**
 * How long before an order was made its customer may have answered: as far as clocks of shops are off. An order that was told
 * by its day alone stands at noon, so that one of a full quarter of an hour (of UTC, to the millisecond) has half a day more.
 */
export function mostEarlyMs(madeAt: number): number {
  return clockMs + (madeAt % quarterMs === 0 ? halfDayMs : 0)
}

/** The same as SQL, of a column that says when the order was made. */
export function mostEarlySql(madeAt: string): string {
  return `(${clockMs} + iif(${madeAt} % ${quarterMs} = 0, ${halfDayMs}, 0))`
}

const clockMs = 5 * 60_000
const quarterMs = 15 * 60_000
const halfDayMs = 12 * 3_600_000

/** When an order was made, and when it was told of first, in UTC milliseconds. */
export type OrderTimes = { readonly madeAt: number; readonly toldAt: number }

/**
 * Answers of before this instant give way to one of `now`, however old they are. Numbers of orders can be guessed as long as
 * nobody knows which of them there are, so that no answer stands before its order is known: not one to an order that still
 * isn't (all up to `now`), within the hour not one of before it was told, and never one of before it was made.
 */
export function giveWayBefore(order: OrderTimes | undefined, now: number): number {
  if (!order) return now + 1
  return Math.max(order.madeAt - mostEarlyMs(order.madeAt), now < order.toldAt + changeMs ? order.toldAt : 0)
}

/** As the API shows it. */
export function showSurvey({ updatedAt, ...survey }: Survey, publicUrl: string) {
  return {
    ...survey,
    url: `${publicUrl}/-/q/${encodeURIComponent(survey.shopId)}`,
    updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString(),
  }
}
