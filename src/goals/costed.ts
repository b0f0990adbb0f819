import { type CostMetric, costMetrics } from '../reports/cost-metric.ts'

/** Whether a metric is reckoned from the costs that were written down, and what they brought. */
export function isCosted(metric: string): metric is CostMetric {
  return costMetrics.some((one) => one === metric)
}
