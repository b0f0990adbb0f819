/**
 * Where a post can be, with the UTM defaults. The mediums are what Google Analytics' channel rules read (ga4-channel.ts):
 * - every network is `social`: Threads, Bluesky and X aren't on its list of social sources, so only the medium makes
 *   them Organic Social;
 * - a newsletter is `email` (Email), a blog is `referral` (Referral);
 * - a Google Business Profile is `google / organic`: the visit comes from a search, and belongs to Organic Search;
 * - print is `offline`. Analytics has no channel for paper, and Unassigned is truer than Referral; a channel group of
 *   one's own finds it by this medium;
 * - other is `referral`: somebody sent the visitor.
 */
export const channels = [
  { id: 'facebook', name: 'Facebook', source: 'facebook', medium: 'social' },
  { id: 'instagram', name: 'Instagram', source: 'instagram', medium: 'social' },
  { id: 'tiktok', name: 'TikTok', source: 'tiktok', medium: 'social' },
  { id: 'x', name: 'X', source: 'x', medium: 'social' },
  { id: 'linkedin', name: 'LinkedIn', source: 'linkedin', medium: 'social' },
  { id: 'pinterest', name: 'Pinterest', source: 'pinterest', medium: 'social' },
  { id: 'youtube', name: 'YouTube', source: 'youtube', medium: 'social' },
  { id: 'threads', name: 'Threads', source: 'threads', medium: 'social' },
  { id: 'bluesky', name: 'Bluesky', source: 'bluesky', medium: 'social' },
  { id: 'snapchat', name: 'Snapchat', source: 'snapchat', medium: 'social' },
  { id: 'line', name: 'LINE', source: 'line', medium: 'social' },
  { id: 'whatsapp', name: 'WhatsApp', source: 'whatsapp', medium: 'social' },
  { id: 'reddit', name: 'Reddit', source: 'reddit', medium: 'social' },
  { id: 'google-business', name: 'Google Business Profile', source: 'google', medium: 'organic' },
  { id: 'newsletter', name: 'Newsletter', source: 'newsletter', medium: 'email' },
  { id: 'blog', name: 'Blog', source: 'blog', medium: 'referral' },
  { id: 'print', name: 'Print', source: 'print', medium: 'offline' },
  { id: 'other', name: 'Other', source: 'other', medium: 'referral' },
] as const

export type Channel = (typeof channels)[number]['id']

export const channelIds: readonly Channel[] = channels.map(({ id }) => id)

/** The channel a utm_source stands for, in any usual spelling (fb, t.co, l.instagram.com); `other` when it is none. */
export function channelOfSource(source: string): Channel {
  const name = source
    .trim()
    .toLowerCase()
    .replace(/^(?:www|m|l|lm|out|old)\./, '')
  return channelByName.get(name) ?? channelByName.get(name.replace(/\.com$/, '')) ?? 'other'
}

/** The channel that is meant by its id, its name or a usual spelling (`Facebook`, `fb`); undefined when none is. */
export function findChannel(text: string): Channel | undefined {
  const said = text.trim().toLowerCase()
  const plain = said.replaceAll(/[\s_]+/g, '-')
  const named = channels.find(({ id, name }) => id === plain || name.toLowerCase() === said)
  if (named) return named.id
  const meant = channelOfSource(said)
  return meant === 'other' ? undefined : meant
}

/** The utm_source a link on this channel gets. */
export function sourceOfChannel(channel: Channel): string {
  return defaultsOf(channel)?.source ?? channel
}

/** The utm_medium a link on this channel gets. */
export function mediumOfChannel(channel: Channel): string {
  return defaultsOf(channel)?.medium ?? 'referral'
}

function defaultsOf(channel: Channel) {
  return channels.find(({ id }) => id === channel)
}

const aliases: Readonly<Record<Channel, readonly string[]>> = {
  facebook: ['fb', 'fb.me', 'fb.com', 'face'],
  instagram: ['ig', 'insta', 'instagr.am', 'igshopping'],
  tiktok: ['tt', 'tik-tok', 'tik_tok', 'vm.tiktok.com'],
  x: ['twitter', 't.co', 'tw'],
  linkedin: ['li', 'linked-in', 'lnkd.in'],
  pinterest: ['pin', 'pin.it'],
  youtube: ['yt', 'youtu.be', 'you-tube'],
  threads: ['threads.net'],
  bluesky: ['bsky', 'bsky.app', 'bsky.social', 'blue-sky'],
  snapchat: ['snap', 'sc'],
  line: ['line.me', 'lin.ee'],
  whatsapp: ['wa', 'wa.me', 'whats-app'],
  reddit: ['redd.it'],
  'google-business': ['googlemybusiness', 'google-my-business', 'google_business', 'gmb', 'gbp'],
  newsletter: ['email', 'e-mail', 'mail', 'nyhetsbrev', 'mailchimp', 'klaviyo', 'brevo', 'mailerlite'],
  blog: ['blogg', 'wordpress', 'blogger', 'medium.com', 'substack'],
  print: ['qr', 'flyer', 'poster', 'plakat', 'brochure', 'magazine', 'offline'],
  other: [],
}

const channelByName: ReadonlyMap<string, Channel> = new Map(
  channels.flatMap(({ id, source }) => [id, source, ...aliases[id]].map((name) => [name, id] as const)),
)
