import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { html } from 'hono/html'
import { refuseTooMany } from '../access/attempts.ts'
import { visitorPage } from '../http/html.ts'
import { badField, notFound, Problem } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { countUp } from '../storage/counters.ts'
import { createAnswerLimit } from './limit.ts'
import { type Asked, questionPolicy, renderQuestion } from './question-html.ts'
import { findSurvey } from './store.ts'
import { answerBody, orderOf, shuffleOptions, type Survey } from './survey.ts'
import { takeAnswer } from './take-answer.ts'

/**
 * The question where customers meet it: as a page that needs no JavaScript (`/-/q/{shop}?order=`), and as what the script
 * draws into a shop's own page. Open to any site and without a key, like the snippet: nothing of the visitor is read.
 */
export function questionRoutes(runtime: Runtime) {
  const secondsToWait = createAnswerLimit()
  return new Hono()
    .use('/-/q/*', cors({ origin: '*', allowMethods: ['GET', 'POST'], allowHeaders: ['content-type'], maxAge: 86_400 }))
    .get('/-/q/:shopId/options', async (c) => {
      const survey = await findSurvey(runtime.database, c.req.param('shopId'))
      const headers = { 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' }
      return c.json(survey?.isOn ? offer(survey) : { isOn: false as const }, 200, headers)
    })
    .get('/-/q/:shopId', async (c) => {
      const survey = await findAsked(runtime, c.req.param('shopId'))
      const order = (c.req.query('order') ?? '').slice(0, mostOrderLength)
      return answerPage(c, survey, { kind: 'ask', options: shuffleOptions(survey, Math.random), order })
    })
    .post('/-/q/:shopId', bodyLimit({ maxSize: mostBytes }), async (c) => {
      const shopId = c.req.param('shopId')
      if (/^application\/x-www-form-urlencoded/i.test(c.req.header('content-type') ?? ''))
        return answerForm(c, runtime, () => readForm(c).then((told) => take(c, shopId, told)))
      await take(c, shopId, readJson(await c.req.text()))
      return c.body(null, 204, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' })
    })

  /** @throws Problem 400, 404, 429 */
  async function take(c: Context, shopId: string, told: unknown): Promise<void> {
    const body = parseBody(answerBody, told)
    const seconds = secondsToWait(runtime.addressOf(c), orderOf(body).order !== undefined, runtime.now())
    if (seconds > 0) await runtime.database.batch([countUp('survey', 'rate-limited', 1)])
    refuseTooMany(seconds)
    const taken = await takeAnswer(runtime, shopId, body)
    if (taken.kind === 'refused') throw refusal(taken.why)
  }
}

const mostBytes = 4 * 1024
const mostOrderLength = 256

/** What the script needs to ask, in the order for this one showing. */
function offer(survey: Survey) {
  const { question, otherHint, send, thanks, failed, note, language } = survey
  const options = shuffleOptions(survey, Math.random)
  return { isOn: true as const, question, otherHint, send, thanks, failed, note, language, options }
}

/** @throws Problem 404 where nobody is asked */
async function findAsked({ database }: Runtime, shopId: string): Promise<Survey> {
  const survey = await findSurvey(database, shopId)
  if (!survey?.isOn) throw refusal('no-survey')
  return survey
}

/** May stand in a frame of any site: it shows nothing of anybody, and one answer is all that a click can bring about. */
async function answerPage(c: Context, survey: Survey, asked: Asked): Promise<Response> {
  return c.html(await renderQuestion(survey, asked), 200, pageHeaders)
}

const pageHeaders = {
  'content-security-policy': questionPolicy,
  'cache-control': 'no-store',
  // The address holds an order's id.
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Thanks for an answer by the page; what is wrong with it is said as a page too, since a person reads it. */
async function answerForm(c: Context, runtime: Runtime, take: () => Promise<void>): Promise<Response> {
  try {
    await take()
    return await answerPage(c, await findAsked(runtime, c.req.param('shopId') ?? ''), { kind: 'thanks' })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return c.html(visitorPage('That answer could not be taken', html`<p>${error.detail}</p>`), error.status, {
      ...error.headers,
      ...pageHeaders,
    })
  }
}

async function readForm(c: Context): Promise<Record<string, unknown>> {
  const fields = await c.req.parseBody()
  const { position: positions, ...told } = fields
  const shown = typeof positions === 'string' ? positions.split(',') : []
  const { option } = told
  const position = typeof option === 'string' ? shown.indexOf(option) : -1
  return { ...told, ...(position < 0 ? {} : { position }) }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badField('', 'is not valid JSON: send {"option": "…", "order": "…"}.')
  }
}

function refusal(why: 'no-survey' | 'no-option'): Problem {
  return why === 'no-survey' ? notFound('question') : badField('/option', 'is none of the options that are asked.')
}
