import { isCosted } from './costed.ts'
import { isCounted } from './values.ts'
import { isVisited } from './visited.ts'

/** Whether a metric's value is measured in our own house: by clicks and orders, costs, or the snippet. Others are told. */
export function isOurs(metric: string): boolean {
  return isCounted(metric) || isVisited(metric) || isCosted(metric) || metric === 'click_rate'
}
