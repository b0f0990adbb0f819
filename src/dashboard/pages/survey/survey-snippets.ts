export type AskedShop = { readonly publicUrl: string; readonly shopId: string; readonly url: string }

/** On the thank-you page, where the question is to stand. */
export function questionTag({ publicUrl, shopId }: AskedShop, order = 'YOUR-ORDER-ID'): string {
  return `<script src="${publicUrl}/-/q.js" data-shop="${shopId}" data-order="${order}"></script>`
}

/** In the theme's functions.php, or as a small plug-in. @source WooCommerce, hook woocommerce_thankyou */
export function wooCommerceHook({ publicUrl, shopId }: AskedShop): string {
  return `add_action( 'woocommerce_thankyou', function ( $order_id ) {
  printf(
    '<script src="%s" data-shop="%s" data-order="%s"></script>',
    '${publicUrl}/-/q.js', '${shopId}', esc_attr( $order_id )
  );
} );`
}

/** In the template of the order confirmation. @source Shopify, notification variables reference: id */
export function shopifyEmailLink({ url }: AskedShop, question: string): string {
  return `<a href="${url}?order={{ id }}">${escapeHtml(question)}</a>`
}

/** For pages that take no scripts, and e-mails. */
export function frameTag({ url }: AskedShop, question: string): string {
  return `<iframe src="${url}?order=YOUR-ORDER-ID" title="${escapeHtml(question)}"
  width="100%" height="640" style="border:0"></iframe>`
}

export function pageLink({ url }: AskedShop): string {
  return `${url}?order=YOUR-ORDER-ID`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
