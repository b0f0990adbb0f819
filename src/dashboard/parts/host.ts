/** A host name out of what people paste: `https://www.Shop.example/nb/` → `www.shop.example`. Ports and `*.` stay. */
export function toHost(text: string): string {
  const afterScheme = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
  return afterScheme.split(/[/?#]/)[0]?.split('@').at(-1) ?? ''
}
