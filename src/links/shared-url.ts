/** What a phone or a bookmarklet hands over: any part may be empty, and Android mostly puts the address into `text`. */
export type Shared = {
  readonly url?: string | undefined
  readonly text?: string | undefined
  readonly title?: string | undefined
}

/** The web address in what was shared: `url`, else the first in `text`, else in `title`; undefined when there is none. */
export function sharedUrl({ url, text, title }: Shared): string | undefined {
  return [url, text, title].map((part) => firstUrl(part ?? '')).find((found) => found !== undefined)
}

/** What the shared page is called: `title`, else what stands in `text` beside the address; '' for nothing. */
export function sharedTitle({ url, text, title }: Shared): string {
  return [title, text].map((part) => withoutUrl(part ?? '', url)).find((words) => words !== '') ?? ''
}

function firstUrl(text: string): string | undefined {
  const found = /https?:\/\/[^\s<>"“”«»]+/iu.exec(text)?.[0]
  const url = found === undefined ? undefined : withoutStop(found)
  return url !== undefined && URL.canParse(url) ? url : undefined
}

/** Without the sentence's own marks at the end; a closing bracket stays when the address opens one. */
function withoutStop(url: string): string {
  const last = url.at(-1) ?? ''
  const isOpened = last === ')' && url.split('(').length >= url.split(')').length
  return /[.,;:!?)\]}'’…。、，）]/u.test(last) && !isOpened ? withoutStop(url.slice(0, -1)) : url
}

function withoutUrl(text: string, url: string | undefined): string {
  const words = [url, firstUrl(text)].reduce<string>((rest, one) => (one ? rest.replace(one, ' ') : rest), text)
  return words
    .replace(/\s+/g, ' ')
    .replace(/^[\s:–—|-]+|[\s:–—|-]+$/g, '')
    .trim()
}
