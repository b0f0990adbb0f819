import { csvRow } from '../../../http/lines.ts'
import { channelName } from '../../parts/channel-icon.tsx'
import type { MadePost } from '../../queries/across.ts'

/** The links of posts for an e-mail or a note: a line each, `Instagram (story): https://…`. */
export function asText(items: readonly MadePost[]): string {
  return items.map(({ link }) => `${nameOf(link)}: ${link.shortUrl}`).join('\n')
}

/** For a spreadsheet: pasted, its cells are apart. */
export function asTable(items: readonly MadePost[]): string {
  return [columns, ...items.map(cellsOf)].map((cells) => cells.map(plainCell).join('\t')).join('\n')
}

/** RFC 4180, with the mark by which Excel knows UTF-8. */
export function asCsv(items: readonly MadePost[]): string {
  return `\ufeff${[columns, ...items.map(cellsOf)].map((cells) => `${csvRow(cells)}\r\n`).join('')}`
}

export function nameOf({ channel, placement }: Pick<MadePost['link'], 'channel' | 'placement'>): string {
  return placement ? `${channelName(channel)} (${placement})` : channelName(channel)
}

const columns = ['channel', 'placement', 'post', 'short_url', 'target_url'] as const

function cellsOf({ post, link }: MadePost): string[] {
  return [link.channel, link.placement ?? '', post.title, link.shortUrl, link.targetUrl]
}

/** A pasted cell that begins like a formula would be run as one. */
function plainCell(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(/^(?=[=+\-@])/, "'")
}
