import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { fetchOrThrow } from '../problem.ts'

export type QrSettings = Awaited<ReturnType<typeof fetchQrSettings>>
export type QrStyle = QrSettings['style']
export type QrFormat = 'svg' | 'png'

export const qrSettingsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['qr-settings', shopId], queryFn: () => fetchQrSettings(shopId), staleTime: 60_000 })

/** All codes drawn so far begin with this key. */
export const codesKey = ['qr-code'] as const

/** A code as an address that holds its SVG. */
export const codeQuery = (url: string) =>
  queryOptions({
    queryKey: [...codesKey, url],
    queryFn: async ({ signal }) => {
      const svg = await (await fetchOrThrow(url, { signal })).text()
      return `data:image/svg+xml,${encodeURIComponent(svg)}`
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })

/** What stands under a code on a sheet: the link, and the title of its post. */
export const labelQuery = (linkId: string) =>
  queryOptions({ queryKey: ['qr-label', linkId], queryFn: () => fetchLabel(linkId), staleTime: 60_000, retry: false })

/** Where a link's code is drawn; without a style in that of the shop. */
export function codeUrl(linkId: string, format: QrFormat, style?: QrStyle): string {
  return `/api/v1/links/${encodeURIComponent(linkId)}/qr.${format}${style ? `?${toQuery(style)}` : ''}`
}

/** Where a code that leads nowhere is drawn, to show a style. */
export function sampleUrl(shopId: string, style: QrStyle): string {
  return `/api/v1/shops/${encodeURIComponent(shopId)}/qr-sample.svg?${toQuery(style)}`
}

/** @throws ApiProblem with the remedy, such as for a size too small for the code */
export async function fetchCode(url: string): Promise<Blob> {
  return (await fetchOrThrow(url)).blob()
}

/** @throws ApiProblem by field */
export function saveQrStyle(shopId: string, json: QrStyle) {
  return answer(api.shops[':id']['qr-style'].$put({ param: { id: shopId }, json }))
}

/** @throws ApiProblem that says what is wrong with the picture */
export async function saveQrLogo(shopId: string, logo: Blob): Promise<void> {
  await api.shops[':id']['qr-logo'].$put({ param: { id: shopId } }, { init: { body: logo } })
}

export async function removeQrLogo(shopId: string): Promise<void> {
  await api.shops[':id']['qr-logo'].$delete({ param: { id: shopId } })
}

/** A logo that the shop doesn't have isn't asked for. */
function toQuery({ size, margin, level, dark, light, logo, logoPercent }: QrStyle): URLSearchParams {
  const asked = { size: String(size), margin: String(margin), level, dark, light, logoPercent: String(logoPercent) }
  return new URLSearchParams({ ...asked, ...(logo ? {} : { logo: '0' }) })
}

function fetchQrSettings(shopId: string) {
  return answer(api.shops[':id']['qr-style'].$get({ param: { id: shopId } }))
}

async function fetchLabel(linkId: string) {
  const { id, shortUrl, slug, postId, archivedAt } = await answer(api.links[':id'].$get({ param: { id: linkId } }))
  const { title, channel } = await answer(api.posts[':id'].$get({ param: { id: postId } }))
  return { id, shortUrl, slug, title, channel, isEnded: archivedAt !== null }
}
