import { Hono } from 'hono'
import * as z from 'zod'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { once } from '../access/once.ts'
import { pageQuery, toPage } from '../http/page.ts'
import { badField, conflict, notFound } from '../http/problem.ts'
import { jsonBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { localDay, parseDay, showDay, startOfDay } from '../shops/calendar.ts'
import { chooseShop, mayUse } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import { sayDetectable } from './detectable.ts'
import { dayAfter, exclusionDraft, type Experiment, experimentDraft, experimentPatch } from './experiment.ts'
import { experimentSketch, mostDaysAhead, showInstant, stateOf, stopBody, unitOf } from './experiment.ts'
import { findFirstFree, sayTaken, warnOfTaken } from './free-weeks.ts'
import { planWeeks, showWeek, smallestP, warnOf } from './plan.ts'
import { registerExperiment } from './register.ts'
import { readDetectable, readResult } from './result.ts'
import { archiveExperiment, createExperiment, excludePair, findExperiment, findOverlapping } from './store.ts'
import { listExperiments, stopExperiment, updateDraft } from './store.ts'

/** Weeks with posts against weeks without: planned, registered, and told when they are over. */
export function experimentRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/experiments', guard(runtime, 'goals:write'), once(runtime), jsonBody(experimentDraft), async (c) => {
      const { shopId, ...draft } = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, shopId)
      checkMonday(parseDay(draft.firstMonday), shop, runtime.now())
      const made = await createExperiment(database, shop.id, draft, { now: runtime.now() })
      return c.json(await show(runtime, shop, made), 201, { location: `/api/v1/experiments/${made.id}` })
    })
    .post('/experiments/preview', guard(runtime, 'goals:read'), jsonBody(experimentSketch), async (c) => {
      const sketch = c.req.valid('json')
      const shop = await chooseShop(database, c.var.actor, sketch.shopId)
      const firstMonday = parseDay(sketch.firstMonday)
      checkMonday(firstMonday, shop, runtime.now())
      const plan = { ...sketch, firstMonday }
      return c.json({ ...(await foretell(runtime, shop, plan)), weeks: planWeeks(plan).map(showWeek) }, 200)
    })
    .get('/experiments', guard(runtime, 'goals:read'), query(listQuery), async (c) => {
      const { limit, cursor, shopId, archived } = c.req.valid('query')
      const shop = await chooseShop(database, c.var.actor, shopId)
      const page = { limit: limit + 1, before: cursor ?? Number.MAX_SAFE_INTEGER, archived: archived === 'true' }
      const found = await listExperiments(database, shop.id, page)
      return c.json(
        toPage(found, limit, (one) => showExperiment(one, shop, runtime.now())),
        200,
      )
    })
    .get('/experiments/:id', guard(runtime, 'goals:read'), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      return c.json(await show(runtime, shop, experiment), 200)
    })
    .patch('/experiments/:id', guard(runtime, 'goals:write'), jsonBody(experimentPatch), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const change = c.req.valid('json')
      refuseChange(experiment)
      if (change.firstMonday !== undefined) checkMonday(parseDay(change.firstMonday), shop, runtime.now())
      const changed = await updateDraft(database, experiment, change)
      if (!changed) throw begunMeanwhile()
      return c.json(await show(runtime, shop, changed), 200)
    })
    .delete('/experiments/:id', guard(runtime, 'goals:write'), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const state = stateOf(experiment, shop.timeZone, runtime.now())
      if (state === 'running' || state === 'waiting')
        throw conflict('', 'It is under way: stop it first, which leaves it without a verdict.')
      await archiveExperiment(database, experiment, runtime.now())
      return c.body(null, 204)
    })
    .route('/', courseRoutes(runtime))
}

/** What happens to one from its start on. */
function courseRoutes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .post('/experiments/:id/start', guard(runtime, 'goals:write'), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      await start(runtime, shop, experiment)
      return c.json(await showAgain(runtime, shop, experiment), 200)
    })
    .post('/experiments/:id/stop', guard(runtime, 'goals:write'), jsonBody(stopBody), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      refuseUnlessUnderWay(runtime, shop, experiment)
      const { reason } = c.req.valid('json')
      const isDone = await stopExperiment(database, experiment, { reason, now: runtime.now() })
      if (!isDone) throw conflict('', 'It has been stopped already.')
      return c.json(await showAgain(runtime, shop, experiment), 200)
    })
    .post('/experiments/:id/exclusions', guard(runtime, 'goals:write'), jsonBody(exclusionDraft), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      refuseUnlessUnderWay(runtime, shop, experiment)
      const exclusion = c.req.valid('json')
      if (exclusion.pair > experiment.pairs)
        throw badField('/pair', `must be 1 to ${experiment.pairs}: it has no more.`)
      if (!(await excludePair(database, experiment, { ...exclusion, at: runtime.now() })))
        throw conflict('/pair', `Pair ${exclusion.pair} is left out already.`)
      return c.json(await readResult(database, shop, experiment, runtime.now()), 201)
    })
    .get('/experiments/:id/result', guard(runtime, 'goals:read'), async (c) => {
      const { shop, experiment } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      if (experiment.startedAt === null) throw conflict('', 'It hasn’t begun: POST /experiments/{id}/start begins it.')
      return c.json(await readResult(database, shop, experiment, runtime.now()), 200)
    })
}

const listQuery = z.strictObject({
  ...pageQuery.shape,
  archived: z.enum(['true', 'false'], 'must be true (those put away) or false').default('false'),
})

/** Locks what was read, and says why where it can't be. @throws Problem 409 */
async function start(runtime: Runtime, shop: Shop, experiment: Experiment): Promise<void> {
  const { database } = runtime
  const now = runtime.now()
  refuseChange(experiment)
  if (now >= startOfDay(experiment.firstMonday, shop.timeZone))
    throw conflict('/firstMonday', 'Its first week has begun: choose a Monday that lies ahead, then start it.')
  if (await registerExperiment(database, shop, experiment, { now })) return
  const other = await findOverlapping(database, experiment)
  if (!other) throw begunMeanwhile()
  throw conflict('/firstMonday', sayTaken(other))
}

/** @throws Problem 409 */
function refuseChange({ startedAt, archivedAt }: Experiment): void {
  if (startedAt !== null)
    throw conflict('', 'It has begun, and stays as it was registered. Stop it and plan another, if it was wrong.')
  if (archivedAt !== null) throw conflict('', 'It has been put away: plan another.')
}

function begunMeanwhile() {
  return conflict('', 'It was changed or begun meanwhile: read it again, then decide.')
}

/** @throws Problem 409 */
function refuseUnlessUnderWay(runtime: Runtime, shop: Shop, experiment: Experiment): void {
  const state = stateOf(experiment, shop.timeZone, runtime.now())
  if (state === 'draft') throw conflict('', 'It hasn’t begun: change the plan instead.')
  if (state === 'stopped') throw conflict('', 'It has been stopped already.')
  if (state === 'finished')
    throw conflict('', 'Its weeks are over and the result is open: what is taken out now would be chosen by it.')
}

/** @throws Problem 400 */
function checkMonday(firstMonday: number, shop: Shop, now: number): void {
  const today = localDay(now, shop.timeZone)
  if (firstMonday <= today)
    throw badField('/firstMonday', 'must lie ahead: what is registered comes before what happens.')
  if (firstMonday > today + mostDaysAhead) throw badField('/firstMonday', 'must be within a year.')
}

async function findForActor({ database }: Runtime, actor: Actor, id: string) {
  const experiment = await findExperiment(database, id)
  const shop = experiment && mayUse(actor, experiment.shopId) ? await findShop(database, experiment.shopId) : undefined
  if (!experiment || !shop) throw notFound('experiment')
  return { shop, experiment }
}

async function showAgain(runtime: Runtime, shop: Shop, { id }: Experiment) {
  const experiment = await findExperiment(runtime.database, id)
  if (!experiment) throw notFound('experiment')
  return show(runtime, shop, experiment)
}

/** A draft with what it could see; one that has begun says that in its registered text. */
async function show(runtime: Runtime, shop: Shop, experiment: Experiment) {
  const foretold = experiment.startedAt === null ? await foretell(runtime, shop, experiment) : null
  return { ...showExperiment(experiment, shop, runtime.now()), foretold }
}

type Plan = Pick<Experiment, 'metric' | 'pairs' | 'washOutDays' | 'sides' | 'firstMonday'>

async function foretell({ database, now }: Runtime, shop: Shop, plan: Plan) {
  const detectable = await readDetectable(database, shop, plan, now())
  const { firstMonday, pairs } = plan
  const taken = await warnOfTaken(database, { id: '', shopId: shop.id, firstMonday, pairs })
  const firstFree = await findFirstFree(database, { shopId: shop.id, pairs }, localDay(now(), shop.timeZone))
  return {
    ...{ detectable, words: sayDetectable(detectable), smallestP: smallestP(plan) },
    ...{ to: showDay(dayAfter(plan) - 1), warnings: [...taken, ...warnOf(plan, detectable)] },
    firstFree: showDay(firstFree),
  }
}

function showExperiment(experiment: Experiment, shop: Shop, now: number) {
  const { number: _, revision: _revision, firstMonday, revenueBasis: _basis, ...shown } = experiment
  return {
    ...{ ...shown, firstMonday: showDay(firstMonday), to: showDay(dayAfter(experiment) - 1) },
    ...{ state: stateOf(experiment, shop.timeZone, now), unit: unitOf(experiment.metric, shop.currency) },
    weeks: planWeeks(experiment, experiment.seed).map(showWeek),
    startedAt: showInstant(experiment.startedAt),
    stoppedAt: showInstant(experiment.stoppedAt),
    archivedAt: showInstant(experiment.archivedAt),
    createdAt: showInstant(experiment.createdAt),
  }
}
