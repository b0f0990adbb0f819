import type { FileItem } from './file-plan.ts'

/** A post of the shop, as far as a file's post can be known by it. */
export type KnownPost = {
  readonly id: string
  readonly title: string
  readonly caption: string | null
  readonly url: string | null
  /** On the shop's calendar. */
  readonly publishedDay: number | null
}

/** `url` and `id` are certain; title and day are likely, and shown as such; a person has said it. */
export const matchedBy = ['url', 'id', 'title-and-day', 'person'] as const
export type MatchedBy = (typeof matchedBy)[number]
export type Match = { readonly postId: string; readonly by: MatchedBy }

/** Which post of the shop a file's post is; undefined where none is, or several could be. Never by the title alone. */
export function matchItem(item: FileItem, posts: readonly KnownPost[]): Match | undefined {
  if (item.key.startsWith('ad:')) return undefined
  const address = item.url === null ? undefined : plainAddress(item.url)
  const byUrl = posts.filter(({ url }) => url !== null && address !== undefined && plainAddress(url) === address)
  if (byUrl[0]) return { postId: byUrl[0].id, by: 'url' }
  const id = item.nativeId
  const byId = id === null || id.length < 6 ? [] : posts.filter(({ url }) => url !== null && partsOf(url).includes(id))
  if (byId[0] && byId.length === 1) return { postId: byId[0].id, by: 'id' }
  const alike = posts.filter((post) => isSameDay(item, post) && isSameTitle(item.title, post))
  return alike[0] && alike.length === 1 ? { postId: alike[0].id, by: 'title-and-day' } : undefined
}

/** A post's address without what differs from copy to copy: host in short, no tracking, no slash at the end. */
export function plainAddress(url: string): string {
  if (!URL.canParse(url)) return url.trim()
  const { hostname, pathname, searchParams } = new URL(url)
  const host = hostname.toLowerCase().replace(/^(?:www|m|mobile|web|l)\./, '')
  const known = sameHosts[host] ?? host
  const video = known === 'youtube.com' ? videoOf(host, pathname, searchParams) : null
  if (video !== null) return `youtube.com/${video}`
  const kept = ['story_fbid', 'fbid', 'v'].flatMap((name) => {
    const value = searchParams.get(name)
    return value === null ? [] : [`${name}=${value}`]
  })
  const path = pathname.replace(/\/+$/, '')
  return `${known}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`
}

const sameHosts: Readonly<Record<string, string>> = {
  'twitter.com': 'x.com',
  'youtu.be': 'youtube.com',
  'fb.com': 'facebook.com',
  'instagr.am': 'instagram.com',
}

function videoOf(host: string, path: string, query: URLSearchParams): string | null {
  if (host === 'youtu.be') return path.slice(1)
  return query.get('v') ?? /^\/(?:shorts|live|embed)\/([^/]+)/.exec(path)?.[1] ?? null
}

/** The words of an address that may be a platform's id of the post. */
function partsOf(url: string): string[] {
  if (!URL.canParse(url)) return []
  const { pathname, searchParams } = new URL(url)
  return [...pathname.split('/'), ...searchParams.values()].flatMap((part) => [part, ...part.split(/[-:_]/)])
}

function isSameDay({ publishedDay }: FileItem, post: KnownPost): boolean {
  return publishedDay !== null && post.publishedDay !== null && Math.abs(publishedDay - post.publishedDay) <= 1
}

/** The file has the post's text: it begins with our title or our text, or is the same. */
function isSameTitle(title: string | null, { title: own, caption }: KnownPost): boolean {
  const said = plainWords(title ?? '')
  if (said.length < 6) return said !== '' && said === plainWords(own)
  const [name, text] = [plainWords(own), plainWords((caption ?? '').replaceAll('{link}', ' '))]
  const head = (words: string) => words.slice(0, 40)
  return (
    said === name || (name.length >= 12 && said.startsWith(name)) || (text.length >= 12 && head(text) === head(said))
  )
}

function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/https?:\/\/\S+/g, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
