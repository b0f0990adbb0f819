import { queryOptions } from '@tanstack/react-query'
import type { DecimalKind } from '../../shops/amount.ts'
import type { DateKind } from '../../conversions/import/moment.ts'
import { joinSummaries } from '../../conversions/import/join.ts'
import type { OrderImportSummary, OrderOutcome } from '../../conversions/import/outcome.ts'
import { answer, api } from '../api.ts'
import { ApiProblem, fetchOrThrow } from '../problem.ts'
import { beginningBytes, countLines, linesOf } from './import.ts'

export type OrderImportPreview = Awaited<ReturnType<typeof fetchPreview>>
export type OrderImportField = OrderImportPreview['fields'][number]

/** `columns`: what each column of the file holds, null for nothing; `statuses`: `status=meaning` each. */
export type OrderImportAsked = {
  readonly shopId: string
  readonly file: File
  readonly from: OrderImportPreview['layout']['id']
  readonly columns: readonly { readonly name: string; readonly field: OrderImportField | null }[]
  readonly fields: readonly OrderImportField[]
  readonly statuses: readonly string[]
  readonly decimals: DecimalKind
  readonly dates: DateKind
  readonly dryRun: boolean
}

export type OrdersImported = { readonly outcomes: readonly OrderOutcome[]; readonly summary: OrderImportSummary }

/** How the file is understood, from its beginning. */
export const orderPreviewQuery = (file: File) =>
  queryOptions({
    queryKey: ['order-import-preview', file.name, file.size, file.lastModified],
    queryFn: () => fetchPreview(file),
    retry: false,
    gcTime: 0,
  })

type Following = { readonly signal: AbortSignal; readonly onProgress: (share: number) => void }

/**
 * Sends the file and follows its orders, again from where a call ended until all are in; `onProgress` hears the share
 * done, 0–1.
 * @throws ApiProblem where the file isn't understood, or where it was cut short: what is in stays in
 */
export async function importOrders(asked: OrderImportAsked, following: Following): Promise<OrdersImported> {
  const lines = await countLines(asked.file)
  const onLine = (line: number) => following.onProgress(Math.min(1, line / lines))
  const outcomes: OrderOutcome[] = []
  let [summary, fromRow]: [OrderImportSummary | undefined, number | null] = [undefined, 1]
  while (fromRow !== null) {
    const called: Called = await callOnce(await send(asked, fromRow, following.signal), outcomes, onLine)
    summary = summary ? joinSummaries(summary, called.summary) : called.summary
    fromRow = called.nextRow
    onLine(outcomes.at(-1)?.line ?? lines)
  }
  if (!summary) throw new ApiProblem(0, '')
  return { outcomes, summary }
}

/** `nextRow`: where the next call begins; null when the end of the file was reached. */
type Called = { readonly summary: OrderImportSummary; readonly nextRow: number | null }

/** Takes what one call answers to the outcomes so far. */
async function callOnce(response: Response, outcomes: OrderOutcome[], onLine: (line: number) => void): Promise<Called> {
  let called: Called | undefined
  for await (const line of linesOf(response)) {
    const told: OrderOutcome | Called | { problem: { status: number; detail: string } } = JSON.parse(line)
    if ('problem' in told) throw new ApiProblem(told.problem.status, told.problem.detail)
    if ('summary' in told) called = told
    else outcomes.push(told)
    if (outcomes.length % 100 === 0 && outcomes.length > 0) onLine(outcomes.at(-1)?.line ?? Number.POSITIVE_INFINITY)
  }
  if (!called) throw new ApiProblem(0, '')
  return called
}

function fetchPreview(file: File) {
  const init = { body: file.slice(0, beginningBytes) }
  return answer(api.conversions.import.preview.$post({ query: {} }, { headers: { 'content-type': 'text/csv' }, init }))
}

function send(asked: OrderImportAsked, fromRow: number, signal: AbortSignal): Promise<Response> {
  const { shopId, from, decimals, dates, dryRun } = asked
  const query = new URLSearchParams({ shopId, from, decimals, dates, ...(dryRun ? { dryRun: '1' } : {}) })
  if (fromRow > 1) query.set('fromRow', String(fromRow))
  for (const field of asked.fields)
    query.append('map', `${field}=${asked.columns.find((column) => column.field === field)?.name ?? ''}`)
  for (const status of asked.statuses) query.append('status', status)
  const init = { method: 'POST', body: asked.file, headers: { 'content-type': 'text/csv' }, signal }
  return fetchOrThrow(`/api/v1/conversions/import?${query}`, init)
}
