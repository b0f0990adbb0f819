import type { PlatformLayout } from '../layout.ts'

/** Meta Business Suite → Insights → Content → Export, Facebook: a row per post, with what it had so far (`Lifetime`). */
export const metaFacebook: PlatformLayout = {
  id: 'meta-facebook',
  name: 'Meta Business Suite, Facebook posts',
  channel: 'facebook',
  channels: ['facebook'],
  period: 'so-far',
  marks: [
    ['post-id', 'page', 'published'],
    ['post-id', 'page', 'reach'],
  ],
  columns: [
    { holds: 'post-id', names: { en: ['Post ID', 'Video asset ID'] } },
    { holds: 'page', names: { en: ['Page ID'] } },
    { holds: 'title', names: { en: ['Title', 'Description'] } },
    { holds: 'published', names: { en: ['Publish time'] } },
    { holds: 'url', names: { en: ['Permalink'] } },
    // Impressions until 2025; Meta counts views since.
    { holds: 'impressions', names: { en: ['Views', 'Impressions'] } },
    { holds: 'reach', names: { en: ['Reach'] } },
    { holds: 'likes', names: { en: ['Reactions'] } },
    { holds: 'comments', names: { en: ['Comments'] } },
    { holds: 'shares', names: { en: ['Shares'] } },
    { holds: 'link_clicks', names: { en: ['Link Clicks'] } },
    { holds: 'image_clicks', names: { en: ['Matched Audience Targeting Consumption (Photo Click)'] } },
    { holds: 'video_views', names: { en: ['3-second video views', 'REELS_PLAYS:COUNT'] } },
  ],
}

/** The same of Instagram. */
export const metaInstagram: PlatformLayout = {
  id: 'meta-instagram',
  name: 'Meta Business Suite, Instagram posts',
  channel: 'instagram',
  channels: ['instagram'],
  period: 'so-far',
  marks: [['post-id', 'account']],
  columns: [
    { holds: 'post-id', names: { en: ['Post ID'], de: ['Beitrags-ID'] } },
    { holds: 'account', names: { en: ['Account ID', 'Account username'], de: ['Konto-ID', 'Konto-Benutzername'] } },
    { holds: 'title', names: { en: ['Description'], de: ['Beschreibung'] } },
    { holds: 'published', names: { en: ['Publish time'], de: ['Veröffentlichungszeitpunkt'] } },
    { holds: 'url', names: { en: ['Permalink'], de: ['Permalink'] } },
    { holds: 'impressions', names: { en: ['Views', 'Impressions'], de: ['Aufrufe'] } },
    { holds: 'reach', names: { en: ['Reach'], de: ['Reichweite'] } },
    { holds: 'likes', names: { en: ['Likes'], de: ['„Gefällt mir“-Angaben'] } },
    { holds: 'comments', names: { en: ['Comments'], de: ['Kommentare'] } },
    { holds: 'shares', names: { en: ['Shares'], de: ['Geteilte Inhalte'] } },
    { holds: 'new_followers', names: { en: ['Follows'], de: ['Follows'] } },
    { holds: 'saves', names: { en: ['Saves'] } },
  ],
}
