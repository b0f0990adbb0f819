/** What a shop pastes into its pages. `publicUrl` has no slash at the end. */
export type SnippetParts = {
  readonly publicUrl: string
  readonly clickParam: string
  readonly shopId: string
  readonly currency: string
  readonly tracking: string
}

/** Hashes of the snippet's two files, as browsers take them. */
export type Integrity = { readonly core: string; readonly more: string }

/** On every page: the snippet, and a stub that keeps early calls. */
export function scriptTag(parts: SnippetParts, integrity?: Integrity): string {
  const stub = `<script>
  window.tilltrail = window.tilltrail || function () { (tilltrail.q = tilltrail.q || []).push(arguments) }
</script>`
  const attributes = attributesOf(parts).map(([name, value]) => `${name}="${value}"`)
  if (!integrity) return `<script async ${attributes.join(' ')}></script>\n${stub}`
  const checked = (hash: string) => `integrity="${hash}" crossorigin="anonymous"`
  // In this order: the first one doesn't load the second by itself then.
  return `<script defer ${attributes.join(' ')}
  ${checked(integrity.core)}></script>
<script defer src="${parts.publicUrl}/till-more.js"
  ${checked(integrity.more)}></script>
${stub}`
}

/** For a tag of Google Tag Manager, which takes the attributes off elements that it is given. */
export function tagManagerTag(parts: SnippetParts): string {
  const set = attributesOf(parts).map(([name, value]) => `  script.setAttribute('${name}', '${value}')`)
  return `<script>
(function () {
  var script = document.createElement('script')
  script.async = true
${set.join('\n')}
  document.head.appendChild(script)
})()
</script>`
}

function attributesOf({ publicUrl, clickParam, shopId, tracking }: SnippetParts): [string, string][] {
  return [
    ['src', `${publicUrl}/till.js`],
    ['data-shop', shopId],
    ...(tracking === 'consent' ? [] : [['data-tracking', tracking] satisfies [string, string]]),
    ...(clickParam === 'till' ? [] : [['data-param', clickParam] satisfies [string, string]]),
  ]
}

/** On the thank-you page. */
export function purchaseCall({ currency }: SnippetParts): string {
  return `<script>
  tilltrail('purchase', { orderId: 'YOUR-ORDER-ID', value: '499.00', currency: '${currency}' })
</script>`
}

/** Where somebody asks, books or signs up. */
export function leadCall(): string {
  return `<script>
  tilltrail('lead')
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
  return callOf(
    publicUrl,
    `{"event":"purchase","orderId":"YOUR-ORDER-ID","value":"499.00","currency":"${currency}","click":"CLICK-ID","shopId":"${shopId}","test":true}`,
  )
}

function callOf(publicUrl: string, body: string): string {
  return `curl ${publicUrl}/api/v1/conversions \\
  -H 'Authorization: Bearer YOUR-KEY' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`
}

/** What to add to a page's policy: the host is told in three places, the pixel being what stands in where fetch may not. */
export function policyLine(publicUrl: string): string {
  return `Content-Security-Policy: script-src ${publicUrl}; connect-src ${publicUrl}; img-src ${publicUrl}`
}

/** The address of a postback with the placeholders of a network, which are to be replaced by its own. */
export function postbackUrl(url: string, currency: string): string {
  return `${url}?clickid={subid}&txid={transaction_id}&payout={payout}&currency=${currency}&status={status}`
}

/** When a Checkout session is made in code. */
export function stripeSession(): string {
  return `const session = await stripe.checkout.sessions.create({
  // what you have there already
  client_reference_id: click, // the click id, kept since the landing page
})`
}

/** For vcl_recv: the page is the same whatever the click id says. */
export function varnishRule(clickParam: string): string {
  return `set req.url = regsuball(req.url, "([?&])${clickParam}=[^&]*&?", "\\1");
set req.url = regsub(req.url, "[?&]$", "");`
}

/** For WP Rocket, as a small plug-in or in the theme's functions.php. */
export function wpRocketFilter(clickParam: string): string {
  return `add_filter( 'rocket_cache_ignored_parameters', function ( $parameters ) {
  $parameters['${clickParam}'] = 1;
  return $parameters;
} );`
}
