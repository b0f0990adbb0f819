import { ofPosts } from './common.ts'

/** Level 1: the customer has the possibility of seeing the message. */
export const visibility = [
  {
    ...ofPosts,
    id: 'impressions',
    name: 'Impressions (views)',
    level: 1,
    objective: 'awareness',
    formula: 'Each time a post is shown counts one, to whomever and however often.',
    says: 'How often your posts were shown.',
    doesNotSay: 'How many people that was, or whether anyone took the message in.',
    trap: 'Impressions are not people: one person who sees a post five times is five of them. They swing from week to week; look for a long upward trend, and compare with last year.',
  },
  {
    ...ofPosts,
    id: 'reach',
    name: 'Reach',
    level: 1,
    objective: 'awareness',
    formula: 'Accounts that were shown a post at least once; the platform estimates it.',
    says: 'How many accounts had the possibility of seeing your message.',
    doesNotSay: 'Whether they took it in.',
    trap: 'Reach doesn’t add up: the reaches of two posts, days or channels overlap, and their sum counts the same people twice.',
  },
  {
    ...ofPosts,
    id: 'story_views',
    name: 'Story views',
    level: 1,
    objective: 'awareness',
    formula: 'Each opening of a picture or clip of a story counts one.',
    says: 'How often a story was opened.',
    doesNotSay: 'Whether it was watched or tapped away at once.',
    trap: 'Stories follow one another by themselves: the next one is opened without anybody having chosen it.',
  },
  {
    ...ofPosts,
    id: 'video_views',
    name: 'Video views',
    level: 1,
    objective: 'awareness',
    formula: 'Each start of a video that the platform counts as a view, after 3 seconds or fewer.',
    says: 'How often a video was started.',
    doesNotSay: 'Whether anyone watched it, least of all to your message.',
    trap: 'A view counts already after 3 seconds, on some platforms at once, and videos start by themselves. Take completed views, or views at the message.',
  },
] as const
