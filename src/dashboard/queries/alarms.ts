import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Alarm = Awaited<ReturnType<typeof fetchAlarms>>['items'][number]

/** What is likely broken at a shop; looked at every few minutes. */
export const alarmsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['alarms', shopId], queryFn: () => fetchAlarms(shopId), refetchInterval: 300_000 })

/** Sets an alarm aside for a week. */
export function snoozeAlarm(shopId: string, { code, source }: Pick<Alarm, 'code' | 'source'>) {
  return answer(api.alarms.snooze.$post({ json: { shopId, code, source } }))
}

function fetchAlarms(shopId: string) {
  return answer(api.alarms.$get({ query: { shopId } }))
}
