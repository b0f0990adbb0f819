import type { Runtime } from '../runtime.ts'
import type { Shop } from '../shops/shop.ts'
import { type Place, placeOfChannel } from '../survey/place.ts'
import { saveSurvey } from '../survey/store.ts'
import { surveyDraft } from '../survey/survey.ts'
import { takeAnswer } from '../survey/take-answer.ts'
import type { Plan } from './plan.ts'
import { pick, pickWeighted, type Random, seededRandom, type Weighted } from './random.ts'
import { minuteMs } from './rhythm.ts'
import type { PlannedSale } from './sales.ts'

/** The question after the order, since three months; not quite half of the customers answer it. */
export async function answerQuestion(plan: Plan, shop: Shop, runtimeAt: (at: number) => Runtime): Promise<void> {
  const { now, calendar } = plan.stage
  const since = calendar.at(calendar.day(now) - 90, 9)
  // Numbers of its own: the rest of the half year stays as it is.
  const random = seededRandom(4_711)
  await saveSurvey(runtimeAt(since).database, shop.id, surveyDraft.parse(question), since)
  const asked = plan.sales.filter(({ at }) => at > since && at < now - 5 * minuteMs)
  const answers = asked.flatMap((sale) => (random() < 0.45 ? [{ sale, ...say(random, sale) }] : []))
  const given = answers.map(({ sale: { at, orderId }, ...said }) =>
    takeAnswer(runtimeAt(at + minuteMs), shop.id, { ...said, order: orderId }),
  )
  await Promise.all(given)
}

const question = { note: 'Optional. Ingrid and Solveig read every answer. No cookies.' }

type Said = { readonly option: string; readonly text?: string }

/** People name what they saw last, or what they remember; who came without a click may have met a post all the same. */
function say(random: Random, { visit }: PlannedSale): Said {
  const channel = visit?.post.channel
  const place = pickWeighted(random, channel === undefined ? withoutClick : withClick(placeOfChannel(channel)))
  if (random() < 0.12) {
    const text = pick(random, ownWords[place] ?? ownWords.other)
    return { option: 'other', text }
  }
  return place === 'other' || options.includes(place) ? { option: place } : { option: 'other', text: place }
}

const options: readonly Place[] = ['unknown', ...surveyDraft.parse({}).options.map(({ place }) => place)]

function withClick(place: Place): Weighted<Place> {
  return [
    [64, place],
    [9, 'instagram'],
    [9, 'search'],
    [7, 'friend'],
    [11, 'unknown'],
  ]
}

const withoutClick: Weighted<Place> = [
  [31, 'search'],
  [26, 'friend'],
  [13, 'instagram'],
  [6, 'facebook'],
  [4, 'tiktok'],
  [7, 'shop-window'],
  [3, 'other'],
  [10, 'unknown'],
]

const ownWords: Readonly<Partial<Record<Place, readonly string[]>> & { other: readonly string[] }> = {
  instagram: ['insta', 'Instagram', 'en reel på insta'],
  facebook: ['fb', 'Facebook'],
  search: ['google', 'Googlet kaffe fra Otta'],
  friend: ['en venninne', 'svigermor', 'my sister', 'kollega'],
  other: ['Bondens marked', 'the market in Otta', 'Kaffepodden', 'Bondens Marked!'],
}
