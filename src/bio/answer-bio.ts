import type { Context } from 'hono'
import { html } from 'hono/html'
import { visitorPage } from '../http/html.ts'
import type { Runtime } from '../runtime.ts'
import { renderBio } from './bio-html.ts'
import { type BioPage, bioUrl } from './bio-page.ts'
import { findBioBySlug } from './bio-store.ts'
import { findTiles } from './bio-tiles.ts'

/** The bio page behind a slug that is no link's; undefined when it is no bio page's either. */
export async function answerBioSlug(runtime: Runtime, c: Context, slug: string): Promise<Response | undefined> {
  const page = await findBioBySlug(runtime.database, slug)
  return page && answerBio(runtime, c, page)
}

/** The page as visitors see it, for a minute at most; 404 while it is switched off. */
export async function answerBio(runtime: Runtime, c: Context, page: BioPage): Promise<Response> {
  if (!page.isOn) return answerOff(c)
  const url = bioUrl(page, runtime.publicUrl)
  const { text, policy } = await renderBio(page, url, await findTiles(runtime, page))
  return c.html(text, 200, { 'content-security-policy': policy, 'cache-control': 'public, max-age=60' })
}

async function answerOff(c: Context): Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(visitorPage('This page isn’t shown just now', html`<p>The shop has switched it off.</p>`), 404)
}
