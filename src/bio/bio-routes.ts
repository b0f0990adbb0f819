import { Hono } from 'hono'
import { type Actor, guard, type Guarded } from '../access/guard.ts'
import { conflict, notFound } from '../http/problem.ts'
import { jsonBody } from '../http/validate.ts'
import { checkedSlug } from '../links/check.ts'
import type { Runtime } from '../runtime.ts'
import { mayUse } from '../shops/choose.ts'
import { answerBio } from './answer-bio.ts'
import { renderBio } from './bio-html.ts'
import { bioDraft, type BioPage, findBioWarnings, showBio } from './bio-page.ts'
import { findBio, saveBio } from './bio-store.ts'
import { previewTiles } from './bio-tiles.ts'

/** A shop's bio page: one address for its newest posts, for profiles that have room for one. */
export function bioRoutes(runtime: Runtime) {
  const { database, publicUrl } = runtime
  return new Hono<Guarded>()
    .get('/shops/:id/bio', guard(runtime, 'links:read'), async (c) => {
      return c.json(showBio(await findForActor(runtime, c.var.actor, c.req.param('id')), publicUrl), 200)
    })
    .put('/shops/:id/bio', guard(runtime, 'links:write'), jsonBody(bioDraft), async (c) => {
      const { shopId } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const draft = c.req.valid('json')
      const slug = draft.slug === null ? null : checkedSlug(draft.slug)
      if (!(await saveBio(database, shopId, { ...draft, slug }, runtime.now()))) throw slugTaken(slug ?? '')
      return c.json(showBio(await findForActor(runtime, c.var.actor, shopId), publicUrl), 200)
    })
    .post('/shops/:id/bio/preview', guard(runtime, 'links:read'), jsonBody(bioDraft), async (c) => {
      const { shopId } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const page = { ...c.req.valid('json'), shopId, updatedAt: null }
      const { text } = await renderBio(page, null, await previewTiles(runtime, page))
      return c.json({ html: text, warnings: findBioWarnings(page) }, 200)
    })
}

/** The page at an address that is always there, whatever slug it has. */
export function bioPageRoutes(runtime: Runtime) {
  return new Hono().get('/-/bio/:shopId', async (c) => {
    const page = await findBio(runtime.database, c.req.param('shopId'))
    return page ? answerBio(runtime, c, page) : c.notFound()
  })
}

async function findForActor({ database }: Runtime, actor: Actor, shopId: string): Promise<BioPage> {
  const page = mayUse(actor, shopId) ? await findBio(database, shopId) : undefined
  if (!page) throw notFound('shop')
  return page
}

function slugTaken(slug: string) {
  return conflict(
    '/slug',
    `The slug ${slug} is a link’s, or was once, or another shop’s page has it. Choose another one.`,
  )
}
