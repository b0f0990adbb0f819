import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { openAPIRouteHandler } from 'hono-openapi'
import { isKnown } from './access/guard.ts'
import { accessRoutes } from './access/routes.ts'
import { bioPageRoutes, bioRoutes } from './bio/bio-routes.ts'
import { clickRoutes } from './clicks/clicks-routes.ts'
import { exportRoutes } from './clicks/export-routes.ts'
import { ownDevicePageRoutes, ownDeviceRoutes } from './clicks/own-device-routes.ts'
import type { Recorder } from './clicks/recorder.ts'
import { redirectRoutes } from './clicks/routes.ts'
import type { Targets } from './clicks/targets.ts'
import { conversionExportRoutes } from './conversions/export-routes.ts'
import { batchRoutes } from './conversions/batch-routes.ts'
import { orderImportRoutes } from './conversions/import/routes.ts'
import { handRoutes } from './conversions/hand-routes.ts'
import { hookRoutes } from './conversions/hook-routes.ts'
import { liveRoutes } from './conversions/live-routes.ts'
import { publicConversionRoutes } from './conversions/public-routes.ts'
import { quarantineRoutes } from './conversions/quarantine-routes.ts'
import { conversionRoutes } from './conversions/routes.ts'
import { experimentRoutes } from './experiments/routes.ts'
import { purposeRoutes } from './goals/purpose-routes.ts'
import { benchmarkRoutes } from './goals/benchmark-routes.ts'
import { planRoutes } from './goals/plan-routes.ts'
import { goalRoutes } from './goals/routes.ts'
import { askedHost } from './http/asked-host.ts'
import { limitBodies } from './http/body-limits.ts'
import { publicPaths } from './http/public-paths.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { answerError } from './http/problem.ts'
import { secureHeaders } from './http/headers.ts'
import { mailRoutes } from './leader/mail-routes.ts'
import { monthRoutes } from './leader/month-routes.ts'
import { monthPageRoutes } from './leader/page-routes.ts'
import { acrossRoutes } from './links/across-routes.ts'
import { campaignRoutes } from './links/campaign-routes.ts'
import { importRoutes } from './links/import/routes.ts'
import { namingRoutes } from './links/naming-routes.ts'
import { postRoutes } from './links/post-routes.ts'
import { qrRoutes } from './links/qr-routes.ts'
import { domainRoutes } from './links/domain-routes.ts'
import { findDomainOfHost } from './links/domain-store.ts'
import { linkListRoutes } from './links/list-routes.ts'
import { linkRoutes } from './links/routes.ts'
import { ga4Routes } from './links/ga4-routes.ts'
import { logSurprise } from './log.ts'
import { alarmRoutes } from './operations/alarm-routes.ts'
import { rememberAlarms, type RememberedAlarms } from './operations/remembered-alarms.ts'
import { operationRoutes } from './operations/routes.ts'
import { costRoutes } from './platforms/cost-routes.ts'
import { valueImportRoutes } from './platforms/import/import-routes.ts'
import { ownMetricRoutes } from './platforms/own-metric-routes.ts'
import { platformRoutes } from './platforms/routes.ts'
import { valueRoutes } from './platforms/value-routes.ts'
import { evidenceRoutes } from './reports/evidence-routes.ts'
import { certaintyRoutes } from './reports/certainty-routes.ts'
import { reportRoutes } from './reports/routes.ts'
import type { Runtime } from './runtime.ts'
import { rateRoutes } from './shops/rate-routes.ts'
import { shopRoutes } from './shops/routes.ts'
import { wooCommerceKeyRoutes, wooCommerceRoutes } from './conversions/woocommerce/routes.ts'
import { viewPageRoutes } from './views/page-routes.ts'
import { createShareLimit } from './views/share-limit.ts'
import { reportFileRoutes } from './views/file-routes.ts'
import { viewRoutes } from './views/routes.ts'
import { shareRoutes } from './views/share-routes.ts'
import { visitRoutes } from './visits/routes.ts'
import { sourceRoutes } from './shops/source-routes.ts'
import { questionRoutes } from './survey/public-routes.ts'
import { surveyRoutes } from './survey/routes.ts'

export const version = '0.1.0'

export type AppParts = {
  readonly runtime: Runtime
  readonly recorder: Recorder
  readonly targets?: Targets | undefined
  readonly demoShopUrl?: string | undefined
  /** Answers what only reads in a thread of its own, where there is one. */
  readonly reader?: Reader | undefined
}

type Reader = { answer(c: Context, isPublic: boolean): Promise<Response> }

/** Every way in, in the order of the paths; the short URLs come last. */
export function createApp({ runtime, recorder, targets, demoShopUrl, reader }: AppParts) {
  const alarms = rememberAlarms(runtime)
  const api = apiRoutes(runtime, alarms, demoShopUrl)
  const app = new Hono()
    .use(secureHeaders)
    .get('/', async (c) =>
      c.redirect((await findDomainOfHost(runtime.database, askedHost(c)))?.rootUrl ?? '/app/', 302),
    )
    .get('/openapi.json', openAPIRouteHandler(api, openApi))
    .route('/', operationRoutes(runtime, recorder, alarms))
    .use('/api/v1/reports/*', readElsewhere(runtime, reader))
    .use('/api/v1/export/*', readElsewhere(runtime, reader))
    .use('/api/v1/experiments/*', readElsewhere(runtime, reader))
    .use('/api/v1/leader/months/*', readElsewhere(runtime, reader))
    .on(['GET', 'HEAD', 'POST'], ['/-/view/*', '/-/month/*'], createShareLimit(runtime))
    .use('/-/view/*', readElsewhere(runtime, reader, { isPublic: true }))
    .use('/-/month/*', readElsewhere(runtime, reader, { isPublic: true }))
    .route('/api/v1', api)
    .get('/app', (c) => c.redirect('/app/', 302))
    .get('/app/assets/*', async (c) => (await runtime.asset(c.req.path, c)) ?? c.notFound())
    .get(
      '/app/*',
      async (c) => (await runtime.asset(c.req.path, c)) ?? (await runtime.asset('/app/index.html', c)) ?? notBuilt(),
    )
    .get('/till.js', async (c) => openToAll(await runtime.asset('/till.js', c)))
    .get('/till-more.js', async (c) => openToAll(await runtime.asset('/till-more.js', c)))
    .get('/-/q.js', async (c) => openToAll(await runtime.asset('/q.js', c)))
    .get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\nAllow: /-/view/*.csv\n', 200))
    .get('/favicon.ico', async (c) => (await runtime.asset('/app/icon.svg', c)) ?? c.body(null, 204))
    .route('/', ownDevicePageRoutes(runtime))
    .route('/', bioPageRoutes(runtime))
    .route('/', viewPageRoutes(runtime))
    .route('/', monthPageRoutes(runtime))
    .route('/', questionRoutes(runtime))
    .route('/', visitRoutes(runtime))
    .route('/', publicConversionRoutes(runtime))
    .route('/', hookRoutes(runtime))
    .route('/', wooCommerceKeyRoutes(runtime))
    .route('/', redirectRoutes(runtime, recorder, targets))
  app.onError((error, c) => answerError(error, c, (surprise) => logSurprise(runtime.log, surprise)))
  app.notFound(answerNotFound)
  return app
}

function answerNotFound(c: Context): Response {
  return c.json(
    { type: 'about:blank', title: 'Not found', status: 404, detail: 'There is nothing here.', errors: [] },
    404,
    { 'content-type': 'application/problem+json' },
  )
}

/** The app as the thread that only reads has it; what is asked of it there is up to `createApp`. */
export function createReadingApp(runtime: Runtime) {
  const api = apiRoutes(runtime, rememberAlarms(runtime), undefined)
  const app = new Hono().route('/api/v1', api).route('/', viewPageRoutes(runtime)).route('/', monthPageRoutes(runtime))
  app.onError((error, c) => answerError(error, c, (surprise) => logSurprise(runtime.log, surprise)))
  app.notFound(answerNotFound)
  return app
}

/** HEAD is answered as GET is, and takes as long. Who has no key is refused here: the thread is for those who may read. */
function readElsewhere(runtime: Runtime, reader: Reader | undefined, { isPublic = false } = {}) {
  return createMiddleware(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reader || !isRead || !(isPublic || (await isKnown(runtime, c)))) return next()
    return reader.answer(c, isPublic)
  })
}

/** The API's routes by area, typed for the dashboard's client. */
function apiRoutes(runtime: Runtime, alarms: RememberedAlarms, demoShopUrl: string | undefined) {
  return new Hono()
    .use(limitBodies)
    .route('/', accessRoutes(runtime, { version, demoShopUrl }))
    .route('/', shopRoutes(runtime))
    .route('/', sourceRoutes(runtime))
    .route('/', wooCommerceRoutes(runtime))
    .route('/', rateRoutes(runtime))
    .route('/', campaignRoutes(runtime))
    .route('/', postRoutes(runtime))
    .route('/', acrossRoutes(runtime))
    .route('/', namingRoutes(runtime))
    .route('/', domainRoutes(runtime))
    .route('/', linkListRoutes(runtime))
    .route('/', linkRoutes(runtime))
    .route('/', importRoutes(runtime))
    .route('/', orderImportRoutes(runtime))
    .route('/', ga4Routes(runtime))
    .route('/', qrRoutes(runtime))
    .route('/', bioRoutes(runtime))
    .route('/', surveyRoutes(runtime))
    .route('/', clickRoutes(runtime))
    .route('/', ownDeviceRoutes(runtime))
    .route('/', liveRoutes(runtime))
    .route('/', conversionRoutes(runtime))
    .route('/', quarantineRoutes(runtime))
    .route('/', batchRoutes(runtime))
    .route('/', handRoutes(runtime))
    .route('/', privacyRoutes(runtime))
    .route('/', platformRoutes(runtime))
    .route('/', valueRoutes(runtime))
    .route('/', valueImportRoutes(runtime))
    .route('/', ownMetricRoutes(runtime))
    .route('/', costRoutes(runtime))
    .route('/', experimentRoutes(runtime))
    .route('/', reportRoutes(runtime))
    .route('/', certaintyRoutes(runtime))
    .route('/', evidenceRoutes(runtime))
    .route('/', purposeRoutes(runtime))
    .route('/', goalRoutes(runtime))
    .route('/', planRoutes(runtime))
    .route('/', benchmarkRoutes(runtime))
    .route('/', alarmRoutes(runtime, alarms))
    .route('/', exportRoutes(runtime))
    .route('/', conversionExportRoutes(runtime))
    .route('/', viewRoutes(runtime))
    .route('/', shareRoutes(runtime))
    .route('/', reportFileRoutes(runtime))
    .route('/', monthRoutes(runtime))
    .route('/', mailRoutes(runtime))
}

/** The API as the dashboard's typed client sees it. */
export type Api = ReturnType<typeof apiRoutes>

const problem = {
  type: 'object' as const,
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        properties: { pointer: { type: 'string' as const }, detail: { type: 'string' as const } },
      },
    },
  },
}

const documentation = {
  info: {
    title: 'Tilltrail',
    version,
    description: 'From post to till: links, clicks, conversions, reports and goals.',
  },
  servers: [{ url: '/api/v1' }],
  paths: publicPaths(),
  components: { securitySchemes: { key: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ key: [] }],
}

/** Every route is told, also one without parameters, and one that ends like a file (`/export/clicks.csv`). */
const openApi = {
  documentation,
  includeEmptyPaths: true,
  excludeStaticFile: false,
  defaultValidationErrorResponse: {
    description: 'What is wrong, field by field, with the remedy (RFC 9457).',
    content: { 'application/problem+json': { schema: problem } },
  },
}

/** Shops embed the snippet: it may be loaded from any site. */
function openToAll(answer: Response | undefined): Response {
  if (!answer) return notBuilt()
  const open = new Response(answer.body, answer)
  open.headers.set('cross-origin-resource-policy', 'cross-origin')
  open.headers.set('access-control-allow-origin', '*')
  open.headers.set('cache-control', 'public, max-age=3600')
  return open
}

function notBuilt(): Response {
  return new Response('The dashboard and the snippet are not built yet. Run: npm run build\n', { status: 503 })
}
