/** A link's short URL, also of one that is still to be stored. `publicUrl`: without a slash at its end. */
export function shortUrlOf(link: { readonly domain: string; readonly slug: string }, publicUrl: string): string {
  return `${addressOf(link.domain, publicUrl)}/${link.slug}`
}

/** A short domain alone, as an address. `domain`: '' for the default one. */
export function addressOf(domain: string, publicUrl: string): string {
  return domain === '' ? publicUrl : `https://${domain}`
}
