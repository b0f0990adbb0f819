import type { PlatformLayout } from '../layout.ts'

/** X → Analytics → Content → Export: a row per post. */
export const xContent: PlatformLayout = {
  id: 'x-content',
  name: 'X, posts',
  channel: 'x',
  channels: ['x'],
  period: 'so-far',
  marks: [
    ['post-id', 'url', 'impressions'],
    ['post-id', 'title', 'impressions'],
  ],
  columns: [
    { holds: 'post-id', names: { en: ['Post id', 'Tweet id'] } },
    { holds: 'published', names: { en: ['Date', 'time'] } },
    { holds: 'title', names: { en: ['Post text', 'Tweet text'] } },
    { holds: 'url', names: { en: ['Post Link', 'Tweet permalink'] } },
    { holds: 'impressions', names: { en: ['Impressions'] } },
    { holds: 'likes', names: { en: ['Likes', 'favorites'] } },
    { holds: 'comments', names: { en: ['Replies'] } },
    { holds: 'shares', names: { en: ['Reposts', 'retweets'] } },
    { holds: 'new_followers', names: { en: ['New follows', 'follows'] } },
    { holds: 'link_clicks', names: { en: ['URL Clicks'] } },
    { holds: 'saves', names: { en: ['Bookmarks'] } },
    { holds: 'profile_visits', names: { en: ['Profile visits'] } },
  ],
}

/** X → Analytics → Overview → Export: a row per day. */
export const xOverview: PlatformLayout = {
  id: 'x-overview',
  name: 'X, per day',
  channel: 'x',
  channels: ['x'],
  period: 'day',
  marks: [
    ['day', 'impressions', 'new_followers', 'unfollows'],
    ['day', 'video_views', 'watch'],
  ],
  columns: [
    { holds: 'day', names: { en: ['Date'] } },
    { holds: 'impressions', names: { en: ['Impressions'] } },
    { holds: 'likes', names: { en: ['Likes'] } },
    { holds: 'comments', names: { en: ['Replies'] } },
    { holds: 'shares', names: { en: ['Reposts'] } },
    { holds: 'new_followers', names: { en: ['New follows'] } },
    { holds: 'saves', names: { en: ['Bookmarks'] } },
    { holds: 'profile_visits', names: { en: ['Profile visits'] } },
    { holds: 'unfollows', names: { en: ['Unfollows'] } },
    { holds: 'video_views', names: { en: ['Video views', 'Views'] } },
    { holds: 'watch', names: { en: ['Watch Time (ms)'] } },
  ],
}
