import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { notFound } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs } from '../shops/calendar.ts'
import { mayUse } from '../shops/choose.ts'
import { mostWord, places } from './place.ts'
import { renderQuestion } from './question-html.ts'
import { correctWord, countAnswers, findSurvey, listTexts, saveSurvey } from './store.ts'
import { showSurvey, shuffleOptions, type Survey, surveyDraft } from './survey.ts'

/** A shop's question “How did you hear about us?”, and what its customers wrote in their own words. */
export function surveyRoutes(runtime: Runtime) {
  const { database, publicUrl } = runtime
  return new Hono<Guarded>()
    .get('/shops/:id/survey', describeRoute(getSurvey), guard(runtime, 'shops:read'), async (c) => {
      return c.json(await show(c.var.actor, c.req.param('id')), 200)
    })
    .put('/shops/:id/survey', guard(runtime, 'shops:write'), jsonBody(surveyDraft), async (c) => {
      const { shopId } = await findForActor(c.var.actor, c.req.param('id'))
      await saveSurvey(database, shopId, c.req.valid('json'), runtime.now())
      return c.json(await show(c.var.actor, shopId), 200)
    })
    .post('/shops/:id/survey/preview', guard(runtime, 'shops:read'), jsonBody(surveyDraft), async (c) => {
      await findForActor(c.var.actor, c.req.param('id'))
      const draft = c.req.valid('json')
      const text = await renderQuestion(draft, { kind: 'ask', options: shuffleOptions(draft, () => 0), order: '' })
      return c.json({ html: text }, 200)
    })
    .get('/shops/:id/survey/texts', guard(runtime, 'shops:read'), async (c) => {
      const { shopId } = await findForActor(c.var.actor, c.req.param('id'))
      return c.json({ items: await listTexts(database, shopId, mostTexts) }, 200)
    })
    .put('/shops/:id/survey/texts', guard(runtime, 'shops:write'), jsonBody(correction), async (c) => {
      const { shopId } = await findForActor(c.var.actor, c.req.param('id'))
      const { word, place } = c.req.valid('json')
      await database.batch(correctWord(shopId, word, place))
      return c.json({ items: await listTexts(database, shopId, mostTexts) }, 200)
    })

  async function findForActor(actor: Actor, shopId: string): Promise<Survey> {
    const survey = mayUse(actor, shopId) ? await findSurvey(database, shopId) : undefined
    if (!survey) throw notFound('shop')
    return survey
  }

  async function show(actor: Actor, id: string) {
    const survey = await findForActor(actor, id)
    const { lastAt, ...counted } = await countAnswers(database, id, runtime.now() - lately)
    const answers = { ...counted, lastAt: lastAt === null ? null : new Date(lastAt).toISOString() }
    return { ...showSurvey(survey, publicUrl), ...answers }
  }
}

const mostTexts = 200
/** What was wrong longer ago has been mended since. */
const lately = 7 * dayMs

const correction = z.strictObject({
  word: z.string('is missing: the text as the list has it').min(1, 'must not be empty').max(mostWord),
  place: z.enum(places, `must be one of ${places.join(', ')}`),
})

const getSurvey = {
  description:
    'What the shop asks after an order, switched off until it is saved. `url` is the page of the question, which works without JavaScript; `answers` and `withOrder` count what came so far, `unfilled` those of the last seven days that had a placeholder in place of the order’s id.',
}
