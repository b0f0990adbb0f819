import { describe } from 'vitest'
import { acrossContract } from './contract/across.ts'
import { allLinksContract } from './contract/all-links.ts'
import { apartContract } from './contract/apart.ts'
import { attributionContract } from './contract/attribution.ts'
import { badInputContract } from './contract/bad-input.ts'
import { bioContract } from './contract/bio.ts'
import { costContract } from './contract/costs.ts'
import { certaintyContract } from './contract/certainty.ts'
import { coverageContract } from './contract/coverage.ts'
import { endingContract } from './contract/endings.ts'
import { experimentContract } from './contract/experiments.ts'
import { exportContract } from './contract/exports.ts'
import { filtersContract } from './contract/filters.ts'
import { funnelContract } from './contract/funnel.ts'
import { ga4Contract } from './contract/ga4.ts'
import { goalJudgingContract } from './contract/goal-judging.ts'
import { goalProgressContract } from './contract/goal-progress.ts'
import { handContract } from './contract/hand.ts'
import { hookContract } from './contract/hooks.ts'
import { importContract } from './contract/import.ts'
import { insightContract } from './contract/insights.ts'
import { journeyContract } from './contract/journeys.ts'
import { leaderContract } from './contract/leader.ts'
import { linkContract } from './contract/links.ts'
import { liveContract } from './contract/live.ts'
import { namingContract } from './contract/naming.ts'
import { orderImportContract } from './contract/order-import.ts'
import { onceContract } from './contract/once.ts'
import { platformValueContract } from './contract/platform-values.ts'
import { planContract } from './contract/plan.ts'
import { privacyContract } from './contract/privacy.ts'
import { progressContract } from './contract/progress.ts'
import { purposeContract } from './contract/purpose.ts'
import { qrContract } from './contract/qr.ts'
import { rateContract } from './contract/rates.ts'
import { quarantineContract } from './contract/quarantine.ts'
import { redirectContract } from './contract/redirect.ts'
import { resultContract } from './contract/results.ts'
import { viewContract } from './contract/views.ts'
import { surveyContract } from './contract/survey.ts'
import { visitContract } from './contract/visits.ts'
import { wooCommerceContract } from './contract/woocommerce.ts'
import type { Open } from './talk.ts'

/** What the app does alike wherever it runs, seen from outside: over SQLite on Node and over D1 on real workerd. */
export function appContract(open: Open): void {
  describe('links', () => linkContract(open))
  describe('Google Analytics', () => ga4Contract(open))
  describe('naming', () => namingContract(open))
  describe('the end of a link', () => endingContract(open))
  describe('all links', () => allLinksContract(open))
  describe('posts across channels', () => acrossContract(open))
  describe('the bio page', () => bioContract(open))
  describe('imported files', () => importContract(open))
  describe('imported orders', () => orderImportContract(open))
  describe('QR codes', () => qrContract(open))
  describe('repeated requests', () => onceContract(open))
  describe('bad input', () => badInputContract(open))
  describe('the redirect', () => redirectContract(open))
  describe('clicks, conversions and reports', () => resultContract(open))
  describe('exports', () => exportContract(open))
  describe('journeys', () => journeyContract(open))
  describe('coverage', () => coverageContract(open))
  describe('the leader’s page', () => leaderContract(open))
  describe('what the numbers can bear', () => certaintyContract(open))
  describe('models side by side', () => attributionContract(open))
  describe('the funnel', () => funnelContract(open))
  describe('how people buy', () => insightContract(open))
  describe('the progress of a report', () => progressContract(open))
  describe('filters and comparison', () => filtersContract(open))
  describe('webhooks and postbacks', () => hookContract(open))
  describe('orders by hand', () => handContract(open))
  describe('exchange rates', () => rateContract(open))
  describe('WooCommerce by its button, and alarms', () => wooCommerceContract(open))
  describe('what just came in', () => liveContract(open))
  describe('quarantine and customers', () => quarantineContract(open))
  describe('plans and benchmarks', () => planContract(open))
  describe('how goals are judged', () => goalJudgingContract(open))
  describe('how goals stand', () => goalProgressContract(open))
  describe('visits', () => visitContract(open))
  describe('how customers heard of the shop', () => surveyContract(open))
  describe('views', () => viewContract(open))
  describe('erasing and forgetting', () => privacyContract(open))
  describe('numbers of the platforms', () => platformValueContract(open))
  describe('costs', () => costContract(open))
  describe('purpose, campaigns and metrics', () => purposeContract(open))
  describe('experiments', () => experimentContract(open))
  describe('two shops', () => apartContract(open))
}
