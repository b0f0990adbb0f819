import type { SnippetParts } from './snippets.ts'

/**
 * In the theme: puts the click id into the cart, from where Shopify copies it into the order. It stands before the
 * snippet, which takes the id out of the address bar. With the tracking setting `consent` only after it.
 * @source Shopify, Ajax Cart API (attributes) and Customer Privacy API (visitorConsentCollected)
 */
export function shopifyCart({ clickParam, tracking }: SnippetParts): string {
  const ask = `
  function noteIfAllowed() {
    var privacy = Shopify.customerPrivacy
    if (privacy.analyticsProcessingAllowed() && privacy.marketingAllowed()) note()
  }
  document.addEventListener('visitorConsentCollected', noteIfAllowed)
  Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], function (error) {
    if (!error) noteIfAllowed()
  })`
  return `<script>
(function () {
  var click = new URLSearchParams(location.search).get('${clickParam}')
  if (!click || navigator.globalPrivacyControl) return
  function note() {
    fetch('/cart/update.js', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: { till: click } })
    })
  }${tracking === 'consent' ? ask : '\n  note()'}
})()
</script>`
}

/**
 * A custom pixel: what the browser saw of the checkout. The checkout's token is a name of the order that the webhook knows.
 * @source Shopify, Web Pixels API, checkout_completed
 */
export function shopifyPixel({ publicUrl, shopId }: SnippetParts): string {
  return `analytics.subscribe('checkout_completed', (event) => {
  const { token, totalPrice, currencyCode, attributes } = event.data.checkout
  const click = (attributes || []).find(({ key }) => key === 'till')
  fetch('${publicUrl}/e', {
    method: 'POST',
    keepalive: true,
    body: JSON.stringify({
      shop: '${shopId}',
      event: 'purchase',
      orderId: token,
      value: String(totalPrice.amount),
      currency: currencyCode,
      ...(click && { click: click.value })
    })
  })
})`
}
