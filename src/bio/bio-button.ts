import { checkDestination } from '../links/destination.ts'

/** What a fixed button of a bio page does. `link` is the shop's own. */
export const buttonKinds = ['menu', 'line', 'call', 'map', 'shop', 'whatsapp', 'email', 'link'] as const
export type ButtonKind = (typeof buttonKinds)[number]

export type ReadTarget = { readonly ok: true; readonly href: string } | { readonly ok: false; readonly detail: string }

/**
 * The address behind a button, of what people write: a web address, a phone number, an e-mail address, a place, or a LINE
 * id, by kind. Nothing but https:, http:, tel: and mailto: comes out. Refused with the remedy.
 */
export function readTarget(kind: ButtonKind, text: string): ReadTarget {
  const target = readers[kind](text.trim())
  return target.ok && target.href.replaceAll('&', '&amp;').length > longestHref ? tooLong : target
}

/** Eight of them leave room for the posts in a page of 30 KB. */
const longestHref = 1_000
const tooLong: ReadTarget = { ok: false, detail: 'Shorten it, or make a short link for it and write that here.' }

const readers: Readonly<Record<ButtonKind, (text: string) => ReadTarget>> = {
  menu: readWebAddress,
  shop: readWebAddress,
  link: readWebAddress,
  line: readLine,
  call: readPhone,
  map: readPlace,
  whatsapp: readWhatsApp,
  email: readEmail,
}

function readWebAddress(text: string): ReadTarget {
  // Our own short URLs are welcome: their taps are counted.
  const checked = checkDestination(text, [])
  return checked.ok ? { ok: true, href: checked.url } : checked
}

/** @source LINE's URL scheme: https://line.me/R/ti/p/{LINE ID, with its @} */
function readLine(text: string): ReadTarget {
  if (/^@[a-z0-9._-]{2,40}$/i.test(text))
    return { ok: true, href: `https://line.me/R/ti/p/${encodeURIComponent(text)}` }
  return readHosted(
    text,
    /^(?:.+\.)?(?:line\.me|lin\.ee)$/,
    'Write the LINE id, such as @fjellkaffe, or its address on line.me or lin.ee.',
  )
}

function readPhone(text: string): ReadTarget {
  const digits = text.replaceAll(/[\s()./-]/g, '')
  if (/^\+?\d{3,15}$/.test(digits)) return { ok: true, href: `tel:${digits}` }
  return { ok: false, detail: 'Write a phone number with its country code, such as +47 22 33 44 55.' }
}

/** @source WhatsApp's click to chat: the number in full international form, digits alone. */
function readWhatsApp(text: string): ReadTarget {
  const digits = /^(?:\+|00)(\d{7,15})$/.exec(text.replaceAll(/[\s()./-]/g, ''))?.[1]
  if (digits) return { ok: true, href: `https://wa.me/${digits}` }
  const detail = 'Write the number with its country code, such as +47 912 34 567, or the address on wa.me.'
  return readHosted(text, /^(?:wa\.me|(?:.+\.)?whatsapp\.com)$/, detail)
}

/** @source Google's Maps URLs, which open the map app of a phone. */
function readPlace(text: string): ReadTarget {
  if (/^https?:/i.test(text)) return readWebAddress(text)
  if (text === '' || /^[a-z][a-z0-9+.-]*:[^\s]/i.test(text))
    return {
      ok: false,
      detail: 'Write the place as on a letter, such as Storgata 1, Otta, or the https:// address of a map.',
    }
  return {
    ok: true,
    href: `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(text.toWellFormed())}`,
  }
}

function readEmail(text: string): ReadTarget {
  if (/^[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text))
    return { ok: true, href: `mailto:${text.replaceAll('%', '%25')}` }
  return { ok: false, detail: 'Write an e-mail address, such as hello@shop.example.' }
}

function readHosted(text: string, hosts: RegExp, detail: string): ReadTarget {
  const checked = checkDestination(text, [])
  return checked.ok && hosts.test(new URL(checked.url).hostname)
    ? { ok: true, href: checked.url }
    : { ok: false, detail }
}
