import { channelOfSource, mediumOfChannel, sourceOfChannel } from './channel.ts'
import { ga4Channel } from './ga4-channel.ts'
import type { LintedLink, Warning } from './warning.ts'

/** What to say about where Google Analytics will put a link's visits. */

export function findMediumFault(link: LintedLink): Warning[] {
  const { utm } = link
  const usual = mediumOfChannel(channelOfSource(utm.source))
  const medium = utm.medium.toLowerCase()
  const warning = (code: string, message: string, suggestion = usual) => [
    { code, field: 'medium', message, suggestion },
  ]
  if (medium === '')
    return warning('medium-missing', `Without a medium the visits stand under "(not set)": write ${usual}.`)
  if (medium.includes('cp') && !/(?:^|[^a-z])cp[a-z](?:[^a-z]|$)/.test(medium))
    return warning(
      'medium-contains-cp',
      `Google Analytics takes ${utm.medium} for paid traffic, as it does every medium with "cp" in it: write ${usual}.`,
    )
  if (ga4Channel(utm, link.ga4).rule === null) return findUnassigned(link)
  return findMediumMove(link)
}

/** Mediums that are meant well, and what Google Analytics calls them. */
const properMediums: Readonly<Record<string, string>> = {
  ...record('affiliate', 'affiliates affiliation affiliate-link partner-link'),
  ...record('email', 'newsletter newsletters nyhetsbrev mail mailing e-post epost emails'),
  ...record('social', 'influencer influencers creator ambassador ugc organic-social organic_social socialmedia some'),
  ...record('social', 'bio link-in-bio linkinbio story stories reel reels feed post group dm'),
  ...record('audio', 'podcast radio'),
  ...record('sms', 'text text-message mms'),
}

function record(proper: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, proper]))
}

function findUnassigned({ utm, ga4 }: LintedLink): Warning[] {
  const channel = channelOfSource(utm.source)
  const usual = mediumOfChannel(channel)
  // The default of a channel is deliberate, also where Analytics has no channel for it (print).
  if (utm.medium.toLowerCase() === usual && utm.source.toLowerCase() === sourceOfChannel(channel)) return []
  const proper = properMediums[utm.medium.toLowerCase()]
  const suggestion =
    [channel === 'other' ? proper : usual, usual, proper].find(
      (medium) => medium !== undefined && ga4Channel({ ...utm, medium }, ga4).rule !== null,
    ) ?? usual
  const message = `Google Analytics knows no channel for ${utm.source} / ${utm.medium}: the visits stand under "Unassigned". Write ${suggestion}.`
  return [{ code: 'medium-unassigned', field: 'medium', message, suggestion }]
}

/** A medium that says another group than the source's posts usually stand in. Paid ones are meant. */
function findMediumMove({ utm, ga4 }: LintedLink): Warning[] {
  const channel = channelOfSource(utm.source)
  if (channel === 'other') return []
  const groupOf = (source: string, medium: string) => ga4Channel({ source, medium, campaign: '' }, ga4).channel
  const usual = mediumOfChannel(channel)
  const [group, usualGroup, said] = [
    groupOf(utm.source, utm.medium),
    groupOf(utm.source, usual),
    groupOf('', utm.medium),
  ]
  if (isPaid(group) || [usualGroup, said].includes('Unassigned') || said === usualGroup) return []
  const message =
    group === usualGroup
      ? `The medium ${utm.medium} says "${said}", but Google Analytics puts all visits from ${utm.source} under "${group}": write ${usual}.`
      : `The medium ${utm.medium} moves visits from ${utm.source} from "${usualGroup}" to "${group}" in Google Analytics: write ${usual} to have them together.`
  return [{ code: 'medium-moves-group', field: 'medium', message, suggestion: usual }]
}

function isPaid(group: string): boolean {
  return /^(?:Paid|Display|Cross)/.test(group)
}

export function findCampaignMove({ utm, ga4 }: LintedLink): Warning[] {
  const groupOf = (campaign: string) => ga4Channel({ ...utm, campaign }, ga4).channel
  const [group, otherwise] = [groupOf(utm.campaign), groupOf('')]
  if (group === otherwise) return []
  const why = /shop/i.test(utm.campaign) ? "The word shop in the campaign's name" : "The campaign's name"
  const message = `${why} moves its visits from "${otherwise}" to "${group}" in Google Analytics: choose another name.`
  const renamed = withoutShop(utm.campaign)
  const suggestion = groupOf(renamed) === otherwise ? renamed : null
  return [{ code: 'campaign-moves-group', field: 'campaign', message, suggestion }]
}

function withoutShop(campaign: string): string {
  return campaign
    .toLowerCase()
    .replaceAll('shopping', 'store')
    .replace(/(^|[^a-df-z])shop/g, '$1store')
    .replaceAll('cross-network', 'cross-channel')
}
