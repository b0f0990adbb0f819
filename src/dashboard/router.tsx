import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { LoadingPage, NotFoundPage, RouteErrorPage } from './parts/route-states.tsx'
import { Shell } from './parts/shell.tsx'
import { SignInPage } from './pages/sign-in/sign-in-page.tsx'
import { channelIds } from '../links/channel.ts'
import { sorts, statuses } from './queries/all-links.ts'
import { toReportSearch } from './pages/report/period.ts'
import { sessionQuery } from './queries/session.ts'
import { shopsQuery } from './queries/shops.ts'

type Context = { readonly queries: QueryClient }

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search) => ({ token: text(search['token']) }),
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session.user) throw redirect({ to: '/links' })
    if (!session.needsSetup) throw redirect({ to: '/sign-in', search: { next: '' } })
  },
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => ({ next: text(search['next']) }),
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session.user) throw redirect({ to: '/links' })
    if (session.needsSetup) throw redirect({ to: '/setup', search: { token: '' } })
  },
  component: SignInPage,
})

/** Everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session.needsSetup && !session.user) throw redirect({ to: '/setup', search: { token: '' } })
    if (!session.user) throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
  loader: ({ context }) => context.queries.ensureQueryData(shopsQuery),
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/links' })
  },
})

const links = createRoute({
  getParentRoute: () => signedIn,
  path: '/links',
  validateSearch: (search) => shared(search),
  component: lazyRouteComponent(() => import('./pages/links/links-page.tsx'), 'LinksPage'),
})

const allLinks = createRoute({
  getParentRoute: () => signedIn,
  path: '/links/all',
  validateSearch: (search) => ({
    q: textOrNone(search['q']),
    campaign: textOrNone(search['campaign']),
    tag: textOrNone(search['tag']),
    domain: textOrNone(search['domain']),
    link: textOrNone(search['link']),
    status: statuses.find((one) => one === search['status']),
    channel: channelIds.find((one) => one === search['channel']),
    sort: sorts.find((one) => one === search['sort']),
  }),
  component: lazyRouteComponent(() => import('./pages/all-links/all-links-page.tsx'), 'AllLinksPage'),
})

const importLinks = createRoute({
  getParentRoute: () => signedIn,
  path: '/import',
  component: lazyRouteComponent(() => import('./pages/import/import-page.tsx'), 'ImportPage'),
})

const clicks = createRoute({
  getParentRoute: () => signedIn,
  path: '/clicks',
  validateSearch: (search) => ({ days: [1, 7, 30].find((days) => days === search['days']) ?? 1 }),
  component: lazyRouteComponent(() => import('./pages/clicks/clicks-page.tsx'), 'ClicksPage'),
})

export const reportRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/report',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/report/report-page.tsx'), 'ReportPage'),
})

const coverage = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/coverage',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/report/coverage-page.tsx'), 'CoveragePage'),
})

const evidence = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/evidence',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/ladder/ladder-page.tsx'), 'LadderPage'),
})

const survey = createRoute({
  getParentRoute: () => signedIn,
  path: '/survey',
  component: lazyRouteComponent(() => import('./pages/survey/survey-page.tsx'), 'SurveyPage'),
})

const funnel = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/funnel',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/report/funnel-page.tsx'), 'FunnelPage'),
})

const modelsSideBySide = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/models',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/attribution/models-page.tsx'), 'ModelsPage'),
})

const ranking = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/ranking',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/ranking/ranking-page.tsx'), 'RankingPage'),
})

const know = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/know',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/know/know-page.tsx'), 'KnowPage'),
})

const anotherNumber = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/why',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/another-number/another-number-page.tsx'), 'AnotherNumberPage'),
})

const views = createRoute({
  getParentRoute: () => signedIn,
  path: '/views',
  component: lazyRouteComponent(() => import('./pages/views/views-page.tsx'), 'ViewsPage'),
})

const leader = createRoute({
  getParentRoute: () => signedIn,
  path: '/leader',
  validateSearch: (search): { month?: string } =>
    /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text(search['month'])) ? { month: text(search['month']) } : {},
  component: lazyRouteComponent(() => import('./pages/leader/leader-page.tsx'), 'LeaderPage'),
})

const insights = createRoute({
  getParentRoute: () => signedIn,
  path: '/report/insights',
  validateSearch: (search) => toReportSearch(search),
  component: lazyRouteComponent(() => import('./pages/insights/insights-page.tsx'), 'InsightsPage'),
})

const orders = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders',
  validateSearch: (search) => (search['tab'] === 'quarantine' ? { tab: 'quarantine' as const } : {}),
  component: lazyRouteComponent(() => import('./pages/orders/orders-page.tsx'), 'OrdersPage'),
})

const importOrders = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/import',
  component: lazyRouteComponent(() => import('./pages/order-import/order-import-page.tsx'), 'OrderImportPage'),
})

const tally = createRoute({
  getParentRoute: () => signedIn,
  path: '/tally',
  component: lazyRouteComponent(() => import('./pages/tally/tally-page.tsx'), 'TallyPage'),
})

const counterCard = createRoute({
  getParentRoute: () => signedIn,
  path: '/counter-card',
  // The id of a link.
  validateSearch: (search) => ({ link: text(search['link']) }),
  component: lazyRouteComponent(() => import('./pages/qr/counter-card-page.tsx'), 'CounterCardPage'),
})

const goals = createRoute({
  getParentRoute: () => signedIn,
  path: '/goals',
  component: lazyRouteComponent(() => import('./pages/goals/goals-page.tsx'), 'GoalsPage'),
})

const newGoal = createRoute({
  getParentRoute: () => signedIn,
  path: '/goals/new',
  component: lazyRouteComponent(() => import('./pages/goal-wizard/goal-wizard-page.tsx'), 'NewGoalPage'),
})

const goal = createRoute({
  getParentRoute: () => signedIn,
  path: '/goals/$id',
  component: lazyRouteComponent(() => import('./pages/goals/goal-page.tsx'), 'GoalPage'),
})

const editGoal = createRoute({
  getParentRoute: () => signedIn,
  path: '/goals/$id/edit',
  component: lazyRouteComponent(() => import('./pages/goal-wizard/goal-wizard-page.tsx'), 'EditGoalPage'),
})

const numbers = createRoute({
  getParentRoute: () => signedIn,
  path: '/numbers',
  component: lazyRouteComponent(
    () => import('./pages/platform-numbers/platform-numbers-page.tsx'),
    'PlatformNumbersPage',
  ),
})

const experiments = createRoute({
  getParentRoute: () => signedIn,
  path: '/experiments',
  component: lazyRouteComponent(() => import('./pages/experiments/experiments-page.tsx'), 'ExperimentsPage'),
})

const newExperiment = createRoute({
  getParentRoute: () => signedIn,
  path: '/experiments/new',
  component: lazyRouteComponent(() => import('./pages/experiments/plan-page.tsx'), 'NewExperimentPage'),
})

const experiment = createRoute({
  getParentRoute: () => signedIn,
  path: '/experiments/$id',
  component: lazyRouteComponent(() => import('./pages/experiments/experiment-page.tsx'), 'ExperimentPage'),
})

const editExperiment = createRoute({
  getParentRoute: () => signedIn,
  path: '/experiments/$id/edit',
  component: lazyRouteComponent(() => import('./pages/experiments/plan-page.tsx'), 'EditExperimentPage'),
})

const plan = createRoute({
  getParentRoute: () => signedIn,
  path: '/plan',
  // The id of a goal.
  validateSearch: (search) => ({ goal: textOrNone(search['goal']) }),
  component: lazyRouteComponent(() => import('./pages/plan/plan-page.tsx'), 'PlanPage'),
})

const benchmarks = createRoute({
  getParentRoute: () => signedIn,
  path: '/benchmarks',
  component: lazyRouteComponent(() => import('./pages/benchmarks/benchmarks-page.tsx'), 'BenchmarksPage'),
})

const costs = createRoute({
  getParentRoute: () => signedIn,
  path: '/costs',
  component: lazyRouteComponent(() => import('./pages/costs/costs-page.tsx'), 'CostsPage'),
})

const importNumbers = createRoute({
  getParentRoute: () => signedIn,
  path: '/numbers/import',
  component: lazyRouteComponent(() => import('./pages/platform-import/platform-import-page.tsx'), 'PlatformImportPage'),
})

const purpose = createRoute({
  getParentRoute: () => signedIn,
  path: '/purpose',
  component: lazyRouteComponent(() => import('./pages/purpose/purpose-page.tsx'), 'PurposePage'),
})

const metrics = createRoute({
  getParentRoute: () => signedIn,
  path: '/metrics',
  component: lazyRouteComponent(() => import('./pages/metrics/metrics-page.tsx'), 'MetricsPage'),
})

const campaigns = createRoute({
  getParentRoute: () => signedIn,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./pages/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
})

const bio = createRoute({
  getParentRoute: () => signedIn,
  path: '/bio',
  component: lazyRouteComponent(() => import('./pages/bio/bio-page.tsx'), 'BioPage'),
})

const install = createRoute({
  getParentRoute: () => signedIn,
  path: '/install',
  component: lazyRouteComponent(() => import('./pages/install/install-page.tsx'), 'InstallPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
})

const naming = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/naming',
  component: lazyRouteComponent(() => import('./pages/settings/naming/naming-page.tsx'), 'NamingPage'),
})

const currencies = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/currencies',
  component: lazyRouteComponent(() => import('./pages/settings/currencies/currencies-page.tsx'), 'CurrenciesPage'),
})

const qrStyle = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/qr',
  component: lazyRouteComponent(() => import('./pages/qr/qr-style-page.tsx'), 'QrStylePage'),
})

const qrSheet = createRoute({
  getParentRoute: () => signedIn,
  path: '/qr-sheet',
  // Ids of links, parted by commas.
  validateSearch: (search) => ({ ids: text(search['ids']) }),
  component: lazyRouteComponent(() => import('./pages/qr/qr-sheet-page.tsx'), 'QrSheetPage'),
})

const domains = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/domains',
  component: lazyRouteComponent(() => import('./pages/settings/domains/domains-page.tsx'), 'DomainsPage'),
})

const quick = createRoute({
  getParentRoute: () => signedIn,
  path: '/quick',
  component: lazyRouteComponent(() => import('./pages/quick/quick-page.tsx'), 'QuickPage'),
})

const ga4Help = createRoute({
  getParentRoute: () => signedIn,
  path: '/help/ga4',
  validateSearch: (search) => ({
    source: text(search['source']),
    medium: text(search['medium']),
    campaign: text(search['campaign']),
  }),
  component: lazyRouteComponent(() => import('./pages/help/ga4-page.tsx'), 'Ga4Page'),
})

const tree = root.addChildren([
  setup,
  signIn,
  signedIn.addChildren([
    home,
    links,
    allLinks,
    importLinks,
    domains,
    clicks,
    reportRoute,
    coverage,
    funnel,
    insights,
    modelsSideBySide,
    ranking,
    know,
    anotherNumber,
    evidence,
    survey,
    views,
    leader,
    orders,
    importOrders,
    goals,
    newGoal,
    goal,
    editGoal,
    purpose,
    metrics,
    campaigns,
    numbers,
    importNumbers,
    costs,
    plan,
    experiments,
    newExperiment,
    experiment,
    editExperiment,
    benchmarks,
    bio,
    install,
    settings,
    naming,
    currencies,
    quick,
    ga4Help,
    qrStyle,
    qrSheet,
    tally,
    counterCard,
  ]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/app',
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: RouteErrorPage,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A search for a number stands in the address as one. */
function textOrNone(value: unknown): string | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined
}

/** What a bookmarklet or a share sheet hands over; nothing else stands in the address. */
function shared(search: Record<string, unknown>): { url?: string; title?: string; text?: string } {
  const parts = Object.entries({ url: text(search['url']), title: text(search['title']), text: text(search['text']) })
  return Object.fromEntries(parts.filter(([, part]) => part !== ''))
}
