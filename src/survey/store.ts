import * as z from 'zod'
import { namedOrder } from '../conversions/alias-store.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type Place, places } from './place.ts'
import { changeMs, firstSurvey, type OrderTimes, storedSurvey, type Survey, type SurveyDraft } from './survey.ts'

/** The shop's question, the first one where nobody has saved it yet; undefined when there is no such shop. */
export async function findSurvey(database: Database, shopId: string): Promise<Survey | undefined> {
  const query = `select shops.id, surveys.survey, surveys.updated_at as updatedAt
    from shops left join surveys on surveys.shop_id = shops.id where shops.id = ?`
  const row = await readRow(database, surveyRow, statement(query, shopId))
  if (!row) return undefined
  return row.survey ? { ...row.survey, shopId: row.id, updatedAt: row.updatedAt } : firstSurvey(row.id)
}

export function saveSurvey(database: Database, shopId: string, draft: SurveyDraft, now: number): Promise<number> {
  const upsert = `insert into surveys (shop_id, survey, updated_at) values (?, ?, ?)
    on conflict (shop_id) do update set survey = excluded.survey, updated_at = excluded.updated_at`
  return write(database, statement(upsert, shopId, JSON.stringify(draft), now))
}

/** An answer as it is kept. `day` is one of the shop's, `createdAt` UTC milliseconds. */
export type NewAnswer = {
  readonly id: string
  readonly shopId: string
  readonly orderId: string | null
  readonly day: number
  readonly option: string
  readonly place: Place
  readonly text: string | null
  readonly word: string | null
  readonly position: number | null
  readonly isUnfilled: boolean
  readonly createdAt: number
}

/**
 * Keeps an answer; a second one for the same order takes the first one's place within the hour, and is passed over after. One of
 * before `giveWay` (UTC milliseconds) always gives way, and the hour begins anew.
 */
export function addAnswer(answer: NewAnswer, giveWay: number): Statement {
  const { id, shopId, orderId, day, option, place, text, word, position, isUnfilled, createdAt } = answer
  const upsert = `insert into survey_answers
      (id, shop_id, order_id, day, option, place, text, word, position, is_unfilled, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (shop_id, order_id) do update set option = excluded.option, place = excluded.place, text = excluded.text,
      word = excluded.word, position = excluded.position,
      day = case when survey_answers.created_at < ? then excluded.day else survey_answers.day end,
      created_at = case when survey_answers.created_at < ? then excluded.created_at else survey_answers.created_at end
    where excluded.created_at < survey_answers.created_at + ${changeMs} or survey_answers.created_at < ?`
  const values = [id, shopId, orderId, day, option, place, text, word, position, isUnfilled ? 1 : 0, createdAt]
  return statement(upsert, ...values, giveWay, giveWay, giveWay)
}

/** The order's times, by whichever of its names it is told; undefined as long as nobody told of it. */
export function findOrderTimes(database: Database, shopId: string, orderId: string): Promise<OrderTimes | undefined> {
  const query = `select min(occurred_at) as madeAt, min(created_at) as toldAt from conversions
    where shop_id = ? and event = 'purchase' and order_id = coalesce((${namedOrder('order_id', '?', encoded('?'))}), ?)
    having count(*) > 0`
  return readRow(database, orderTimes, statement(query, shopId, shopId, orderId, orderId))
}

/** The id of an order as its other names are written down. */
function encoded(orderId: string): string {
  return `replace(replace(${orderId}, '%', '%25'), '#', '%23')`
}

/** What the shop takes free texts for, by the word they come to. */
export async function readOwnWords(database: Database, shopId: string): Promise<ReadonlyMap<string, Place>> {
  const query = statement('select word, place from survey_words where shop_id = ?', shopId)
  const rows = await readRows(database, z.object({ word: z.string(), place }), query)
  return new Map(rows.map((row) => [row.word, row.place]))
}

/** Free texts of a shop, the most frequent first: how often, as whom they were written last, and what they are taken for. */
export function listTexts(database: Database, shopId: string, most: number): Promise<TextRow[]> {
  const query = `select survey_answers.word as word, max(survey_answers.text) as text, count(*) as answers,
      survey_answers.place as place, survey_words.place is not null as isOwn
    from survey_answers left join survey_words on survey_words.shop_id = survey_answers.shop_id
      and survey_words.word = survey_answers.word
    where survey_answers.shop_id = ? and survey_answers.word is not null
    group by survey_answers.word order by answers desc, survey_answers.word limit ?`
  return readRows(database, textRow, statement(query, shopId, most))
}

/** Takes a free text for another place from now on, and every answer that has it. */
export function correctWord(shopId: string, word: string, to: Place): Statement[] {
  const upsert = `insert into survey_words (shop_id, word, place) values (?, ?, ?)
    on conflict (shop_id, word) do update set place = excluded.place`
  return [
    statement(upsert, shopId, word, to),
    statement('update survey_answers set place = ? where shop_id = ? and word = ?', to, shopId, word),
  ]
}

/**
 * How many answers there are, how many belong to an order, and when the last one came. `unfilled`: those since `since` with a
 * placeholder in place of the order's id.
 */
export async function countAnswers(database: Database, shopId: string, since: number): Promise<AnswerCount> {
  const query = `select count(*) as answers, count(order_id) as withOrder, max(created_at) as lastAt,
      coalesce(sum(is_unfilled and created_at >= ?), 0) as unfilled
    from survey_answers where shop_id = ?`
  const row = await readRow(database, answerCount, statement(query, since, shopId))
  return row ?? { answers: 0, withOrder: 0, lastAt: null, unfilled: 0 }
}

/** Erases the answer to an order, by its own id and the names it goes by; before these are gone. */
export function eraseAnswersOf(shopId: string, orderId: string): Statement {
  const remove = `delete from survey_answers where shop_id = ? and (order_id = ?
    or ${encoded('order_id')} in
      (select alias from order_aliases where order_aliases.shop_id = ? and order_aliases.order_id = ?))`
  return statement(remove, shopId, orderId, shopId, orderId)
}

/** Free texts that may be of a shop, so many after `after`. */
export function readTextPage(
  database: Database,
  shopId: string | undefined,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<KeptText[]> {
  const ofShop = shopId === undefined ? '' : 'and shop_id = ?'
  const query = `select number, id, shop_id as shopId, text from survey_answers
    where number > ? and text is not null ${ofShop} order by number limit ?`
  return readRows(database, keptText, statement(query, after, ...(shopId === undefined ? [] : [shopId]), most))
}

/** Takes the free text off answers, which stay; a word of the shop's own table that no answer has any more goes with it. */
export function eraseTexts(ids: readonly string[]): Statement[] {
  const list = JSON.stringify(ids)
  const words = `delete from survey_words where (shop_id, word) in (select shop_id, word from survey_answers
    where id in (select value from json_each(?)) and word is not null)`
  const texts = 'update survey_answers set text = null, word = null where id in (select value from json_each(?))'
  return [statement(words, list), statement(texts, list)]
}

/** Ids of the answers with an order, so many after `after`. */
export function readAnsweredPage(
  database: Database,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<AnsweredOrder[]> {
  const query = `select number, shop_id as shopId, order_id as orderId from survey_answers
    where number > ? and order_id is not null order by number limit ?`
  return readRows(database, answeredOrder, statement(query, after, most))
}

const place = z.enum(places)
const surveyRow = z.object({
  id: z.string(),
  survey: z
    .string()
    .transform((text) => storedSurvey.parse(JSON.parse(text)))
    .nullable(),
  updatedAt: z.number().nullable(),
})
const textRow = z.object({
  word: z.string(),
  text: z.string(),
  answers: z.number(),
  place,
  isOwn: z.number().transform((flag) => flag === 1),
})
const orderTimes = z.object({ madeAt: z.number(), toldAt: z.number() })
const answerCount = z.object({
  answers: z.number(),
  withOrder: z.number(),
  lastAt: z.number().nullable(),
  unfilled: z.number(),
})
const keptText = z.object({ number: z.number(), id: z.string(), shopId: z.string(), text: z.string() })
const answeredOrder = z.object({ number: z.number(), shopId: z.string(), orderId: z.string() })

type TextRow = z.output<typeof textRow>
type AnswerCount = z.output<typeof answerCount>
type KeptText = z.output<typeof keptText>
type AnsweredOrder = z.output<typeof answeredOrder>
