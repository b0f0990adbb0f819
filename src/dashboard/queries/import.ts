import { queryOptions } from '@tanstack/react-query'
import type { Channel } from '../../links/channel.ts'
import type { ImportSummary, Outcome } from '../../links/import/outcome.ts'
import { answer, api } from '../api.ts'
import { ApiProblem, fetchOrThrow } from '../problem.ts'

export type ImportPreview = Awaited<ReturnType<typeof fetchPreview>>
export type ImportField = ImportPreview['fields'][number]

/** `fields`: what each column of the file holds, null for nothing. */
export type ImportOrder = {
  readonly shopId: string
  readonly file: File
  readonly columns: readonly { readonly name: string; readonly field: ImportField | null }[]
  readonly fields: readonly ImportField[]
  /** '' for none. */
  readonly campaign: string
  readonly channel: Channel | null
  readonly keepDomain: boolean
  readonly dryRun: boolean
}

export type Imported = { readonly outcomes: readonly Outcome[]; readonly summary: ImportSummary }

/** As much as the server takes in one call. */
export const mostBytes = 50 * 1024 * 1024
/** Enough for the header and some rows. */
export const beginningBytes = 65_536

/** How the file is understood, from its beginning. */
export const previewQuery = (file: File) =>
  queryOptions({
    queryKey: ['import-preview', file.name, file.size, file.lastModified],
    queryFn: () => fetchPreview(file),
    retry: false,
    gcTime: 0,
  })

/**
 * Sends the file and follows its rows; `onProgress` hears the share done, 0–1.
 * @throws ApiProblem where the file isn't understood, or where it was cut short: what is in stays in
 */
export async function importFile(
  order: ImportOrder,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<Imported> {
  const [lines, response] = await Promise.all([countLines(order.file), send(order, signal)])
  const outcomes: Outcome[] = []
  let summary: ImportSummary | undefined
  for await (const line of linesOf(response)) {
    const told: Outcome | { summary: ImportSummary } | { problem: { status: number; detail: string } } =
      JSON.parse(line)
    if ('problem' in told) throw new ApiProblem(told.problem.status, told.problem.detail)
    if ('summary' in told) summary = told.summary
    else outcomes.push(told)
    if (outcomes.length % 500 === 0) onProgress(Math.min(1, (outcomes.at(-1)?.line ?? 0) / lines))
  }
  if (!summary) throw new ApiProblem(0, '')
  return { outcomes, summary }
}

function fetchPreview(file: File) {
  const init = { body: file.slice(0, beginningBytes) }
  return answer(api.links.import.preview.$post({ query: {} }, { headers: { 'content-type': 'text/csv' }, init }))
}

function send(order: ImportOrder, signal: AbortSignal): Promise<Response> {
  const { shopId, campaign, channel, keepDomain, dryRun } = order
  const asked = new URLSearchParams({
    shopId,
    ...(dryRun ? { dryRun: '1' } : {}),
    ...(keepDomain ? { keepDomain: '1' } : {}),
  })
  if (campaign.trim() !== '') asked.set('campaign', campaign.trim())
  if (channel !== null) asked.set('channel', channel)
  for (const field of order.fields)
    asked.append('map', `${field}=${order.columns.find((column) => column.field === field)?.name ?? ''}`)
  const init = { method: 'POST', body: order.file, headers: { 'content-type': 'text/csv' }, signal }
  return fetchOrThrow(`/api/v1/links/import?${asked}`, init)
}

export async function countLines(file: File): Promise<number> {
  let lines = 1
  const reader = file.stream().getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read())
    for (const byte of next.value) if (byte === 0x0a) lines++
  return lines
}

export async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    const lines = (rest + next.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
