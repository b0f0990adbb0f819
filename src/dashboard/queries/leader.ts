import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Month = Awaited<ReturnType<typeof fetchMonth>>
export type MonthShare = Awaited<ReturnType<typeof fetchShares>>['items'][number]
export type MadeMonthShare = Awaited<ReturnType<typeof makeMonthShare>>
export type Mail = Awaited<ReturnType<typeof fetchMails>>['items'][number]
export type SentMail = Awaited<ReturnType<typeof fetchSent>>['items'][number]
export type MailDraft = Pick<Mail, 'viewId' | 'rhythm' | 'day' | 'hour'> & { recipients: string[]; shopId: string }

export const monthsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'months'], queryFn: () => fetchMonths(shopId) })

export const monthQuery = (shopId: string, month: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'month', month], queryFn: () => fetchMonth(shopId, month) })

/** The page itself, as it is shared and sent. */
export const monthPageQuery = (shopId: string, month: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'month', month, 'page'], queryFn: () => fetchPage(shopId, month) })

export const monthSharesQuery = (shopId: string, month: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'shares', month], queryFn: () => fetchShares(shopId, month) })

export const mailsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'mails'], queryFn: () => fetchMails(shopId) })

export const sentQuery = (shopId: string) =>
  queryOptions({ queryKey: ['leader', shopId, 'sent'], queryFn: () => fetchSent(shopId) })

export async function keepWritten(month: string, json: { note: string; nextStep: string; shopId: string }) {
  await api.leader.months[':month'].$put({ param: { month }, json })
}

type Sharing = { readonly shopId: string; readonly month: string }

export function makeMonthShare({ shopId, month }: Sharing, json: { expiresAt: string; password?: string }) {
  return answer(api.leader.months[':month'].shares.$post({ param: { month }, query: { shopId }, json }))
}

export async function revokeMonthShare({ shopId, month }: Sharing, share: string): Promise<void> {
  await api.leader.months[':month'].shares[':share'].$delete({ param: { month, share }, query: { shopId } })
}

export function createMail(json: MailDraft) {
  return answer(api.leader.mails.$post({ json }))
}

export function updateMail(id: string, { shopId: _, ...json }: MailDraft) {
  return answer(api.leader.mails[':id'].$patch({ param: { id }, json }))
}

export async function deleteMail(id: string): Promise<void> {
  await api.leader.mails[':id'].$delete({ param: { id } })
}

export function testMail(id: string) {
  return answer(api.leader.mails[':id'].test.$post({ param: { id } }))
}

function fetchMonths(shopId: string) {
  return answer(api.leader.months.$get({ query: { shopId } }))
}

function fetchMonth(shopId: string, month: string) {
  return answer(api.leader.months[':month'].$get({ param: { month }, query: { shopId } }))
}

async function fetchPage(shopId: string, month: string): Promise<string> {
  return (await api.leader.months[':month'].page.$get({ param: { month }, query: { shopId } })).text()
}

function fetchShares(shopId: string, month: string) {
  return answer(api.leader.months[':month'].shares.$get({ param: { month }, query: { shopId } }))
}

function fetchMails(shopId: string) {
  return answer(api.leader.mails.$get({ query: { shopId } }))
}

function fetchSent(shopId: string) {
  return answer(api.leader['sent-mails'].$get({ query: { shopId, limit: '50' } }))
}
