import type { PlatformLayout } from '../layout.ts'

/** TikTok Studio → Analytics → Content → Download: a row per video. */
export const tiktokContent: PlatformLayout = {
  id: 'tiktok-content',
  name: 'TikTok, videos',
  channel: 'tiktok',
  channels: ['tiktok'],
  period: 'so-far',
  marks: [['title', 'url', 'video_views', 'likes']],
  columns: [
    { holds: 'title', names: { en: ['Video title'] } },
    { holds: 'url', names: { en: ['Video link'] } },
    { holds: 'published', names: { en: ['Video publish time', 'Post time'] } },
    { holds: 'video_views', names: { en: ['Total views'] } },
    { holds: 'likes', names: { en: ['Total likes'] } },
    { holds: 'comments', names: { en: ['Total comments'] } },
    { holds: 'shares', names: { en: ['Total shares'] } },
    { holds: 'completed_views', names: { en: ['Watched full video'] } },
    { holds: 'reach', names: { en: ['Reach'] } },
  ],
}

/** TikTok Studio → Analytics → Overview → Download: a row per day, whose date has no year. */
export const tiktokOverview: PlatformLayout = {
  id: 'tiktok-overview',
  name: 'TikTok, per day',
  channel: 'tiktok',
  channels: ['tiktok'],
  period: 'day',
  marks: [['day', 'video_views', 'profile_visits']],
  columns: [
    { holds: 'day', names: { en: ['Date'] } },
    { holds: 'video_views', names: { en: ['Video Views'] } },
    { holds: 'profile_visits', names: { en: ['Profile Views'] } },
    { holds: 'likes', names: { en: ['Likes'] } },
    { holds: 'comments', names: { en: ['Comments'] } },
    { holds: 'shares', names: { en: ['Shares'] } },
  ],
}

/** LinkedIn page → Analytics → Content → Export (.xls), the sheet `All posts`. */
export const linkedinPosts: PlatformLayout = {
  id: 'linkedin-posts',
  name: 'LinkedIn, posts',
  channel: 'linkedin',
  channels: ['linkedin'],
  period: 'so-far',
  marks: [['title', 'url', 'impressions', 'published']],
  columns: [
    { holds: 'title', names: { en: ['Post title'] } },
    { holds: 'url', names: { en: ['Post link'] } },
    { holds: 'published', names: { en: ['Created date'] } },
    { holds: 'impressions', names: { en: ['Impressions'] } },
    { holds: 'video_views', names: { en: ['Views (Excluding offsite video views)', 'Views'] } },
    { holds: 'link_clicks', names: { en: ['Clicks'] } },
    { holds: 'likes', names: { en: ['Likes'] } },
    { holds: 'comments', names: { en: ['Comments'] } },
    { holds: 'shares', names: { en: ['Reposts'] } },
    { holds: 'new_followers', names: { en: ['Follows'] } },
  ],
}

/** YouTube Studio → Analytics → Advanced mode → Export (.zip), `Table data.csv`: of the days chosen there. */
export const youtube: PlatformLayout = {
  id: 'youtube',
  name: 'YouTube, videos',
  channel: 'youtube',
  channels: ['youtube'],
  period: 'unsaid',
  marks: [['post-id', 'title', 'video_views']],
  columns: [
    { holds: 'post-id', names: { en: ['Content', 'Video'] } },
    { holds: 'title', names: { en: ['Video title'] } },
    { holds: 'published', names: { en: ['Video publish time'] } },
    { holds: 'video_views', names: { en: ['Views'] } },
    { holds: 'likes', names: { en: ['Likes'] } },
    { holds: 'comments', names: { en: ['Comments added'] } },
    { holds: 'shares', names: { en: ['Shares'] } },
    { holds: 'new_followers', names: { en: ['Subscribers'] } },
    { holds: 'impressions', names: { en: ['Impressions', 'Thumbnail impressions'] } },
  ],
}

/** Pinterest Ads → Reporting → Export: a row per campaign or ad group and day. Outbound clicks are those to the shop. */
export const pinterestAds: PlatformLayout = {
  id: 'pinterest-ads',
  name: 'Pinterest Ads',
  channel: 'pinterest',
  channels: ['pinterest'],
  period: 'days',
  marks: [['impressions', 'link_clicks', 'ad']],
  columns: [
    { holds: 'day', names: { en: ['Date'] } },
    { holds: 'ad', names: { en: ['Campaign name', 'Ad group name', 'Ad name'] } },
    { holds: 'impressions', names: { en: ['Impressions'] } },
    { holds: 'image_clicks', names: { en: ['Pin clicks'] } },
    { holds: 'link_clicks', names: { en: ['Outbound clicks'] } },
    { holds: 'spend', names: { en: ['Spend in account currency'] } },
  ],
}

/** TikTok Ads Manager. Clicks (destination) are those to the shop. */
export const tiktokAds: PlatformLayout = {
  id: 'tiktok-ads',
  name: 'TikTok Ads',
  channel: 'tiktok',
  channels: ['tiktok'],
  period: 'days',
  marks: [['impressions', 'link_clicks', 'ad']],
  columns: [
    { holds: 'day', names: { en: ['Date'] } },
    { holds: 'ad', names: { en: ['Campaign name', 'Ad group name', 'Ad name'] } },
    { holds: 'impressions', names: { en: ['Impressions'] } },
    { holds: 'link_clicks', names: { en: ['Clicks (destination)'] } },
    { holds: 'spend', names: { en: ['Cost'] } },
  ],
}
