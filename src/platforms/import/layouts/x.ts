import { englishLayout } from './english.ts'

/** X → Analytics → Content → Export: a row per post. */
export const xContent = englishLayout({
  id: 'x-content',
  name: 'X, posts',
  channel: 'x',
  period: 'so-far',
  marks: [
    ['post-id', 'url', 'impressions'],
    ['post-id', 'title', 'impressions'],
  ],
  columns: {
    'post-id': ['Post id', 'Tweet id'],
    published: ['Date', 'time'],
    title: ['Post text', 'Tweet text'],
    url: ['Post Link', 'Tweet permalink'],
    impressions: ['Impressions'],
    likes: ['Likes', 'favorites'],
    comments: ['Replies'],
    shares: ['Reposts', 'retweets'],
    new_followers: ['New follows', 'follows'],
    link_clicks: ['URL Clicks'],
    saves: ['Bookmarks'],
    profile_visits: ['Profile visits'],
  },
})

/** X → Analytics → Overview → Export: a row per day. */
export const xOverview = englishLayout({
  id: 'x-overview',
  name: 'X, per day',
  channel: 'x',
  period: 'day',
  marks: [
    ['day', 'impressions', 'new_followers', 'unfollows'],
    ['day', 'video_views', 'watch'],
  ],
  columns: {
    day: ['Date'],
    impressions: ['Impressions'],
    likes: ['Likes'],
    comments: ['Replies'],
    shares: ['Reposts'],
    new_followers: ['New follows'],
    saves: ['Bookmarks'],
    profile_visits: ['Profile visits'],
    unfollows: ['Unfollows'],
    video_views: ['Video views', 'Views'],
    watch: ['Watch Time (ms)'],
  },
})
