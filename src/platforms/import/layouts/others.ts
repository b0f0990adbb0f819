import { englishLayout } from './english.ts'

const reactions = { likes: ['Likes'], comments: ['Comments'], shares: ['Shares'] }
/** A row per campaign, ad group or ad and day. */
const adOfDay = { day: ['Date'], ad: ['Campaign name', 'Ad group name', 'Ad name'] }

/** TikTok Studio → Analytics → Content → Download: a row per video. */
export const tiktokContent = englishLayout({
  id: 'tiktok-content',
  name: 'TikTok, videos',
  channel: 'tiktok',
  period: 'so-far',
  marks: [['title', 'url', 'video_views', 'likes']],
  columns: {
    title: ['Video title'],
    url: ['Video link'],
    published: ['Video publish time', 'Post time'],
    video_views: ['Total views'],
    likes: ['Total likes'],
    comments: ['Total comments'],
    shares: ['Total shares'],
    completed_views: ['Watched full video'],
    reach: ['Reach'],
  },
})

/** TikTok Studio → Analytics → Overview → Download: a row per day, whose date has no year. */
export const tiktokOverview = englishLayout({
  id: 'tiktok-overview',
  name: 'TikTok, per day',
  channel: 'tiktok',
  period: 'day',
  marks: [['day', 'video_views', 'profile_visits']],
  columns: {
    day: ['Date'],
    video_views: ['Video Views'],
    profile_visits: ['Profile Views'],
    ...reactions,
  },
})

/** LinkedIn page → Analytics → Content → Export (.xls), the sheet `All posts`. */
export const linkedinPosts = englishLayout({
  id: 'linkedin-posts',
  name: 'LinkedIn, posts',
  channel: 'linkedin',
  period: 'so-far',
  marks: [['title', 'url', 'impressions', 'published']],
  columns: {
    title: ['Post title'],
    url: ['Post link'],
    published: ['Created date'],
    impressions: ['Impressions'],
    video_views: ['Views (Excluding offsite video views)', 'Views'],
    link_clicks: ['Clicks'],
    likes: ['Likes'],
    comments: ['Comments'],
    shares: ['Reposts'],
    new_followers: ['Follows'],
  },
})

/** YouTube Studio → Analytics → Advanced mode → Export (.zip), `Table data.csv`: of the days chosen there. */
export const youtube = englishLayout({
  id: 'youtube',
  name: 'YouTube, videos',
  channel: 'youtube',
  period: 'unsaid',
  marks: [['post-id', 'title', 'video_views']],
  columns: {
    'post-id': ['Content', 'Video'],
    title: ['Video title'],
    published: ['Video publish time'],
    video_views: ['Views'],
    likes: ['Likes'],
    comments: ['Comments added'],
    shares: ['Shares'],
    new_followers: ['Subscribers'],
    impressions: ['Impressions', 'Thumbnail impressions'],
  },
})

/** Pinterest Ads → Reporting → Export: a row per campaign or ad group and day. Outbound clicks are those to the shop. */
export const pinterestAds = englishLayout({
  id: 'pinterest-ads',
  name: 'Pinterest Ads',
  channel: 'pinterest',
  period: 'days',
  marks: [['impressions', 'link_clicks', 'ad']],
  columns: {
    ...adOfDay,
    impressions: ['Impressions'],
    image_clicks: ['Pin clicks'],
    link_clicks: ['Outbound clicks'],
    spend: ['Spend in account currency'],
  },
})

/** TikTok Ads Manager. Clicks (destination) are those to the shop. */
export const tiktokAds = englishLayout({
  id: 'tiktok-ads',
  name: 'TikTok Ads',
  channel: 'tiktok',
  period: 'days',
  marks: [['impressions', 'link_clicks', 'ad']],
  columns: {
    ...adOfDay,
    impressions: ['Impressions'],
    link_clicks: ['Clicks (destination)'],
    spend: ['Cost'],
  },
})
