/** A caption as it is pasted into a post: with its link where `{link}` stands, else below. */
export function captionWithLink(caption: string, shortUrl: string): string {
  return caption.includes('{link}') ? caption.replaceAll('{link}', shortUrl) : `${caption.trimEnd()}\n\n${shortUrl}`
}
