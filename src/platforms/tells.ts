import type { Channel } from '../links/channel.ts'

/** The levels that only platforms can tell of. */
export type ToldLevel = 1 | 2 | 3

/** Which metrics a channel tells of a post on a level, the best first; nothing: it tells none. */
export function toldMetrics(channel: Channel, level: ToldLevel): readonly string[] {
  return tells[channel][level] ?? []
}

/** The file of the channel that is read here; null where its numbers are written down or sent in. */
export function fileOf(channel: Channel): string | null {
  return tells[channel].file
}

/** What stands for a level, the best first: on 3 all that are told are added up, on the others one stands for it. */
export const metricsOfLevel: Readonly<Record<ToldLevel, readonly string[]>> = {
  1: ['impressions', 'video_views', 'story_views', 'reach'],
  2: ['completed_views', 'views_at_message', 'post_reads', 'image_clicks'],
  3: ['likes', 'comments', 'shares', 'saves'],
}

type Tells = Partial<Readonly<Record<ToldLevel, readonly string[]>>> & {
  readonly file: string | null
  /** Why a level is missing, where there is more to say than that it isn't told. */
  readonly because?: string
}

/** Said of a channel that doesn't tell a level. */
export function whyUntold(channel: Channel): string | null {
  return tells[channel].because ?? null
}

const responses = ['likes', 'comments', 'shares'] as const

/**
 * As of November 2026. With a `file`: the columns of its export that src/platforms/import/layouts reads. Without: what the
 * platform's own app shows the author of a post.
 */
const tells: Readonly<Record<Channel, Tells>> = {
  facebook: {
    file: 'Meta Business Suite',
    1: ['impressions', 'video_views', 'reach'],
    2: ['image_clicks'],
    3: responses,
  },
  instagram: {
    file: 'Meta Business Suite',
    1: ['impressions', 'reach'],
    3: responses,
    because: 'Instagram’s export has no watching to the end and no picture clicks.',
  },
  tiktok: { file: 'TikTok Studio', 1: ['video_views', 'reach'], 2: ['completed_views'], 3: responses },
  x: {
    file: 'X Analytics',
    1: ['impressions'],
    3: responses,
    because: 'X tells of posts how often they were shown and who responded, not who read them.',
  },
  linkedin: {
    file: 'LinkedIn’s page analytics',
    1: ['impressions', 'video_views'],
    3: responses,
    because: 'LinkedIn mixes all clicks on a post, and doesn’t tell who read it.',
  },
  pinterest: { file: 'Pinterest Ads', 1: ['impressions'], 2: ['image_clicks'], 3: ['saves'] },
  youtube: {
    file: 'YouTube Studio',
    1: ['impressions', 'video_views'],
    3: responses,
    because: 'YouTube tells how long videos were watched on average, not how many saw the end.',
  },
  threads: { file: null, 1: ['impressions'], 3: responses },
  bluesky: { file: null, 3: responses, because: 'Bluesky doesn’t count how often a post is shown.' },
  snapchat: { file: null, 1: ['story_views'], 2: ['completed_views'] },
  line: { file: null, because: 'LINE’s numbers are of messages and friends, not of posts.' },
  whatsapp: { file: null },
  reddit: { file: null, 1: ['impressions'], 3: responses },
  'google-business': { file: null, because: 'Google tells of the whole profile, not of its posts.' },
  newsletter: {
    file: null,
    1: ['impressions'],
    2: ['post_reads'],
    because: 'Letters are sent and opened; nobody likes or shares them in public.',
  },
  blog: { file: null, 2: ['post_reads'], 3: ['comments'] },
  print: { file: null, because: 'Paper doesn’t tell who looked at it.' },
  other: { file: null },
}
