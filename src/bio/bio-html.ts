import { html, raw } from 'hono/html'
import { readTarget } from './bio-button.ts'
import { type BioPage, grounds } from './bio-page.ts'
import { bioStyle, icons } from './bio-style.ts'
import type { Tile } from './bio-tiles.ts'
import { bioWords } from './bio-words.ts'

/** What the page may weigh in bytes, without pictures. */
export const mostBytes = 30_000

export type BioHtml = { readonly text: string; readonly policy: string }

/**
 * The whole page, and the Content-Security-Policy it needs: no script, no outside resource but the pictures, from where
 * they are. It never weighs more than `mostBytes`: a tile that would go beyond isn't shown. `url` is null in a preview, whose
 * links lead nowhere.
 */
export async function renderBio(page: BioPage, url: string | null, tiles: readonly Tile[]): Promise<BioHtml> {
  const shown = tiles.map((tile) => ({ ...tile, pictureUrl: pictureAddress(tile.pictureUrl) }))
  const around = await drawPage(page, url, { tiles: [], all: shown })
  const drawn = await Promise.all(shown.map(drawTile))
  const fitting = drawn.slice(0, countFitting(drawn, mostBytes - byteLength(around)))
  const visible = shown.slice(0, fitting.length)
  return {
    text: await drawPage(page, url, { tiles: fitting, all: visible }),
    policy: policyFor([pictureAddress(page.pictureUrl), ...visible.map(({ pictureUrl }) => pictureUrl)]),
  }
}

type Drawn = { readonly tiles: readonly string[]; readonly all: readonly Tile[] }

async function drawPage(page: BioPage, url: string | null, { tiles, all }: Drawn): Promise<string> {
  const { title, intro, language, accent } = page
  const { words, lang } = bioWords(language)
  const picture = pictureAddress(page.pictureUrl)
  const foreign = lang === null ? '' : html` lang="${lang}"`
  const pictured = all.filter(({ pictureUrl }) => pictureUrl !== null)
  const drawn = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${meta('name', 'description', oneLine(intro))}<meta name="theme-color" media="(prefers-color-scheme: light)" content="${grounds.light}">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${grounds.dark}">
<meta property="og:type" content="website">
${meta('property', 'og:url', url ?? '')}<meta property="og:title" content="${title}">
${meta('property', 'og:description', oneLine(intro))}${meta('property', 'og:image', picture ?? pictured[0]?.pictureUrl ?? '')}<meta name="twitter:card" content="summary">
${url === null ? '' : html`<link rel="canonical" href="${url}">\n`}<style>${raw(bioStyle(accent, pictured.length * 2 > all.length ? 3 : 2))}</style>
</head>
<body>
<main>
<header dir="auto">${picture === null ? '' : html`<img src="${picture}" alt="" width="88" height="88" referrerpolicy="no-referrer">`}<h1>${title}</h1>${intro === '' ? '' : html`<p>${intro}</p>`}</header>
${drawButtons(page, url)}
${tiles.length === 0 ? '' : html`<h2${foreign}>${words.posts}</h2>\n<ul class="t" role="list">\n${raw(tiles.join('\n'))}\n</ul>`}
<footer${foreign}>${words.counted}</footer>
</main>
</body>
</html>`
  return drawn.toString()
}

function drawButtons({ buttons, title }: BioPage, url: string | null) {
  const drawn = buttons.flatMap(({ kind, label, to }) => {
    const target = readTarget(kind, to)
    if (!target.ok) return []
    const href = url === null ? '' : html` href="${target.href}"`
    return [
      html`<li><a dir="auto"${href}><svg viewBox="0 0 24 24" aria-hidden="true">${raw(icons[kind])}</svg>${label}</a></li>\n`,
    ]
  })
  return drawn.length === 0 ? '' : html`<nav aria-label="${title}">\n<ul class="b" role="list">\n${drawn}</ul>\n</nav>`
}

/** The title stands on a colour by kind of content, and in the picture's place while that isn't there. */
async function drawTile({ title, content, pictureUrl, href }: Tile, index: number): Promise<string> {
  const name = shortened(title)
  const inside =
    pictureUrl === null
      ? html`<span>${name}</span>`
      : html`<img src="${pictureUrl}" alt="${name}" width="320" height="320"${index < firstSeen ? '' : raw(' loading="lazy"')} decoding="async" referrerpolicy="no-referrer">`
  const drawn =
    await html`<li><a dir="auto" class="${content ?? ''}"${href === null ? '' : html` href="${href}"`}>${inside}</a></li>`
  return drawn.toString()
}

/** Tiles that a phone shows before anyone scrolls: their pictures come at once. */
const firstSeen = 6

function meta(attribute: 'name' | 'property', name: string, content: string) {
  return content === '' ? '' : html`<meta ${raw(attribute)}="${name}" content="${content}">\n`
}

/** As it may stand in the policy and in `src`; null for what isn't on https, or so long that it would fill the page. */
function pictureAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { href, origin } = new URL(url)
  // Host names may hold `;`, `,` and `*` by the URL standard: none may stand in a policy.
  if (!/^https:\/\/[a-z0-9.-]+(?::\d+)?$/.test(origin)) return null
  return href.replaceAll('&', '&amp;').length <= longestPictureUrl ? href : null
}
const longestPictureUrl = 700

function policyFor(pictures: readonly (string | null)[]): string {
  const origins = new Set(pictures.flatMap((url) => (url === null ? [] : [new URL(url).origin])))
  const images = origins.size === 0 ? '' : ` img-src ${[...origins].join(' ')};`
  return `default-src 'none';${images} style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
}

function countFitting(drawn: readonly string[], bytes: number): number {
  let used = headingBytes
  const over = drawn.findIndex((tile) => (used += byteLength(tile) + 1) > bytes)
  return over < 0 ? drawn.length : over
}
/** The heading above the tiles and the list around them, in any language; and a first picture in the head. */
const headingBytes = 200 + longestPictureUrl

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

function shortened(title: string): string {
  if (title.length <= longestTitle) return title
  return `${title.slice(0, longestTitle - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
const longestTitle = 100

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
