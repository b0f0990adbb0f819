import type { Cells } from './columns.ts'

/** What a row says of its short link, all undefined where it has none. */
export type ShortUrls = {
  /** The short link as its service keeps it apart from others: `bit.ly/3aBc`; letter case may matter there. */
  readonly key: string | undefined
  readonly host: string | undefined
  readonly slug: string | undefined
  /** A link of ours has one slug; these are further ones. */
  readonly others: readonly string[]
}

/** A slug of the customer's choice goes before one that the service made. */
export function readShortUrls({ shortUrl, customUrl }: Cells): ShortUrls {
  const made = addressesIn(shortUrl)
  const [chosen, ...others] = [...new Set([...addressesIn(customUrl), ...made])]
  const key = made[0] ?? chosen
  if (chosen === undefined || key === undefined) return { key: undefined, host: undefined, slug: undefined, others: [] }
  const [host = '', ...path] = chosen.split('/')
  return { key, host, slug: decode(path.join('/')), others: others.filter((one) => one !== key) }
}

/** Each `host/slug` in a cell, which may hold a list in any usual form. */
function addressesIn(cell: string | undefined): string[] {
  return (cell?.match(/[^\s,;|"'[\]]+/g) ?? []).flatMap((text) => {
    const found = /^(?:https?:\/\/)?([^/?#]+)\/([^?#]+?)\/?(?:[?#].*)?$/i.exec(text)
    return found ? [`${found[1]?.toLowerCase()}/${found[2]}`] : []
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
