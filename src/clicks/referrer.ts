import { rememberByText } from './remember.ts'

/** Networks a referrer can name: the channels of posts, and messengers beside them. */
export type Network =
  | 'facebook'
  | 'instagram'
  | 'threads'
  | 'messenger'
  | 'tiktok'
  | 'x'
  | 'linkedin'
  | 'pinterest'
  | 'youtube'
  | 'reddit'
  | 'bluesky'
  | 'snapchat'
  | 'line'
  | 'whatsapp'
  | 'telegram'
  | 'discord'
  | 'slack'
  | 'mastodon'
  | 'vk'

const maxReferrerLength = 2_048
const maxHostLength = 253

/**
 * The host of a Referer header: lower case, punycode kept, without port, path or query, which can carry personal data;
 * of `android-app://` the package. '' when absent, not a web or Android address, or longer than 2,048 characters.
 */
export const referrerHost = rememberByText(readHost, { longest: 256 })

function readHost(header: string): string {
  if (header === '' || header.length > maxReferrerLength) return ''
  const url = URL.parse(header)
  if (!url || !referringSchemes.has(url.protocol)) return ''
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  return host.length <= maxHostLength && hostCharacters.test(host) ? host : ''
}

const referringSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'android-app:'])
// A parsed host may still hold quotes and braces; no real one does, and this is shown in reports.
const hostCharacters = /^(?:[a-z0-9_][a-z0-9._-]*|\[[0-9a-f:.]+\])$/

/** The network whose host, subdomain of it, link shim or Android app this is; '' when none. Hosts as `referrerHost` gives them. */
export function networkOfReferrer(host: string): Network | '' {
  const labels = host.split('.')
  for (let first = 0; first < labels.length - 1; first++) {
    const network = networkHosts.get(labels.slice(first).join('.'))
    if (network) return network
  }
  return androidApps.get(host) ?? ''
}

const networkHosts: ReadonlyMap<string, Network> = new Map<string, Network>([
  ['facebook.com', 'facebook'], // l.facebook.com and lm.facebook.com, the link shims, among its subdomains
  ['fb.com', 'facebook'],
  ['fb.me', 'facebook'],
  ['fb.watch', 'facebook'],
  ['messenger.com', 'messenger'],
  ['m.me', 'messenger'],
  ['instagram.com', 'instagram'],
  ['threads.net', 'threads'],
  ['threads.com', 'threads'],
  ['tiktok.com', 'tiktok'],
  ['t.co', 'x'],
  ['twitter.com', 'x'],
  ['x.com', 'x'],
  ['linkedin.com', 'linkedin'],
  ['lnkd.in', 'linkedin'],
  ['pinterest.com', 'pinterest'],
  ...pinterestHosts(),
  ['pin.it', 'pinterest'],
  ['youtube.com', 'youtube'],
  ['youtu.be', 'youtube'],
  ['reddit.com', 'reddit'],
  ['redd.it', 'reddit'],
  ['bsky.app', 'bluesky'],
  ['snapchat.com', 'snapchat'],
  ['line.me', 'line'],
  ['whatsapp.com', 'whatsapp'],
  ['wa.me', 'whatsapp'],
  ['telegram.org', 'telegram'],
  ['t.me', 'telegram'],
  ['discord.com', 'discord'],
  ['discordapp.com', 'discord'],
  ['slack.com', 'slack'],
  ['mastodon.social', 'mastodon'],
  ['vk.com', 'vk'],
  ['vk.ru', 'vk'],
])

// The one network that sends its people to a domain per country.
function pinterestHosts(): [string, Network][] {
  const endings =
    'at au ca ch cl co.at co.kr co.nz co.uk com.au com.mx de dk es fr hu ie it jp kr mx nl no nz ph pt ru se'
  return endings.split(' ').map((ending) => [`pinterest.${ending}`, 'pinterest'])
}

const androidApps: ReadonlyMap<string, Network> = new Map<string, Network>([
  ['com.facebook.katana', 'facebook'],
  ['com.facebook.lite', 'facebook'],
  ['com.facebook.orca', 'messenger'],
  ['com.instagram.android', 'instagram'],
  ['com.instagram.lite', 'instagram'],
  ['com.instagram.barcelona', 'threads'],
  ['com.zhiliaoapp.musically', 'tiktok'],
  ['com.ss.android.ugc.trill', 'tiktok'],
  ['com.twitter.android', 'x'],
  ['com.linkedin.android', 'linkedin'],
  ['com.pinterest', 'pinterest'],
  ['com.google.android.youtube', 'youtube'],
  ['com.reddit.frontpage', 'reddit'],
  ['xyz.blueskyweb.app', 'bluesky'],
  ['com.snapchat.android', 'snapchat'],
  ['jp.naver.line.android', 'line'],
  ['com.whatsapp', 'whatsapp'],
  ['com.whatsapp.w4b', 'whatsapp'],
  ['org.telegram.messenger', 'telegram'],
  ['org.telegram.messenger.web', 'telegram'],
  ['com.discord', 'discord'],
  ['com.slack', 'slack'],
  ['org.joinmastodon.android', 'mastodon'],
  ['com.vkontakte.android', 'vk'],
])
