import { utmNames } from '../../../links/utm.ts'

/** A piece of a target URL: the destination's own, or one of our pairs. */
export type UrlPart =
  | ({ readonly kind: 'own' } & { readonly text: string })
  | {
      readonly kind: 'utm'
      readonly name: (typeof utmNames)[number]
      readonly text: string
    }

/** Cuts a target URL before each of its UTM pairs; the texts joined are the URL again. */
export function cutAtUtm(url: string): UrlPart[] {
  const hash = url.indexOf('#')
  const head = hash === -1 ? url : url.slice(0, hash)
  const fragment = hash === -1 ? '' : url.slice(hash)
  const pieces = head.split(/(?=[?&]utm_[a-z]+=)/).map(toPart)
  return fragment === '' ? pieces : [...pieces, { kind: 'own', text: fragment }]
}

/** Enough of an address to build a target from. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/./i.test(text)
}

function toPart(text: string): UrlPart {
  const name = utmNames.find((one) => new RegExp(`^[?&]utm_${one}=`).test(text))
  return name ? { kind: 'utm', name, text } : { kind: 'own', text }
}
