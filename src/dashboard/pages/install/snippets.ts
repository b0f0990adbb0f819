/** What a shop pastes into its pages. `publicUrl` has no slash at the end. */
export type SnippetParts = {
  readonly publicUrl: string
  readonly clickParam: string
  readonly shopId: string
  readonly currency: string
  readonly tracking: string
}

/** On every page: the snippet, and a stub that keeps early calls. */
export function scriptTag({ publicUrl, clickParam, shopId, tracking }: SnippetParts): string {
  const attributes = [
    `src="${publicUrl}/till.js"`,
    `data-shop="${shopId}"`,
    ...(tracking === 'consent' ? [] : [`data-tracking="${tracking}"`]),
    ...(clickParam === 'till' ? [] : [`data-param="${clickParam}"`]),
  ]
  return `<script async ${attributes.join(' ')}></script>
<script>
  window.tilltrail = window.tilltrail || function () { (tilltrail.q = tilltrail.q || []).push(arguments) }
</script>`
}

/** On the thank-you page. */
export function purchaseCall({ currency }: SnippetParts): string {
  return `<script>
  tilltrail('purchase', { orderId: 'YOUR-ORDER-ID', value: '499.00', currency: '${currency}' })
</script>`
}

/** In the consent banner; its opposite stands in the text, so that nobody pastes both. */
export function consentCall(): string {
  return "tilltrail('consent', 'granted')"
}

export function pixelTag({ publicUrl, shopId, currency }: SnippetParts): string {
  const query = `event=purchase&order=YOUR-ORDER-ID&value=499.00&currency=${currency}&shop=${shopId}`
  return `<img src="${publicUrl}/till.gif?${query.replaceAll('&', '&amp;')}" width="1" height="1" alt="" referrerpolicy="origin">`
}

export function apiCall({ publicUrl, shopId, currency }: SnippetParts): string {
  const body = `{"event":"purchase","orderId":"YOUR-ORDER-ID","value":"499.00","currency":"${currency}","click":"CLICK-ID","shopId":"${shopId}","test":true}`
  return `curl ${publicUrl}/api/v1/conversions \\
  -H 'Authorization: Bearer YOUR-KEY' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`
}
