import type { Goal } from './goal.ts'

/** What is to be known of a platform's number where a goal has a place; null where it has none. */
export function placeNote({ channel, campaignId, postId, place }: Goal['scope']): string | null {
  if (place === undefined) return null
  const whole = postId ? 'post' : campaignId ? 'campaign' : channel ? 'channel' : 'shop'
  return `The platform’s number is for the whole ${whole}; your place (${place}) isn’t told apart.`
}
