import { channelName } from '../../parts/channel-name.ts'
import type { MadePost } from '../../queries/across.ts'
import { captionWithLink } from './caption.ts'

/** What is told of a post that was made. */
type Told = {
  readonly post: Pick<MadePost['post'], 'title' | 'caption'>
  readonly link: Pick<MadePost['link'], 'channel' | 'placement' | 'shortUrl' | 'targetUrl'>
}

/**
 * The links of posts for an e-mail or a note: a line each, `Instagram (story): https://…`; where there is a caption, that
 * with the link in it, below the name.
 */
export function asText(items: readonly Told[]): string {
  const isTold = items.some(({ post }) => post.caption)
  return items.map(textOf).join(isTold ? '\n\n' : '\n')
}

/** For a spreadsheet: pasted, its cells are apart. */
export function asTable(items: readonly Told[]): string {
  return tableOf(items)
    .map((cells) => cells.map(plainCell).join('\t'))
    .join('\n')
}

/** The same as rows, their head first. */
export function tableOf(items: readonly Told[]): string[][] {
  const rows = items.map(({ post, link }) => [
    ...[link.channel, link.placement ?? '', post.title, link.shortUrl, link.targetUrl],
    post.caption ? captionWithLink(post.caption, link.shortUrl) : '',
  ])
  return [['channel', 'placement', 'post', 'short_url', 'target_url', 'caption'], ...rows]
}

export function nameOf({ channel, placement }: Pick<MadePost['link'], 'channel' | 'placement'>): string {
  return placement ? `${channelName(channel)} (${placement})` : channelName(channel)
}

function textOf({ post, link }: Told): string {
  const { shortUrl } = link
  return post.caption ? `${nameOf(link)}:\n${captionWithLink(post.caption, shortUrl)}` : `${nameOf(link)}: ${shortUrl}`
}

/** A pasted cell that begins like a formula would be run as one; one of several lines stays one in quotes. */
function plainCell(text: string): string {
  const plain = text.replace(/[\t\r]+/g, ' ').replace(/^(?=[=+\-@])/, "'")
  return plain.includes('\n') ? `"${plain.replaceAll('"', '""')}"` : plain
}
