import { type Context, Hono } from 'hono'
import { guard, type Guarded } from '../access/guard.ts'
import { sha256 } from '../http/digest.ts'
import { badField } from '../http/problem.ts'
import { jsonBody, parseBody, query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { chooseShop } from '../shops/choose.ts'
import { findForActor } from './asked-link.ts'
import type { Link } from './link.ts'
import { drawCode, textOfCode } from './qr.ts'
import { dataUrlOf, type Logo, pictureOf, readLogo } from './qr-logo.ts'
import { leastSize, toPng } from './qr-png.ts'
import { findQrSettings, type QrSettings, removeQrLogo, saveQrLogo, saveQrStyle } from './qr-store.ts'
import { askedStyle, type QrQuery, qrQuery, type QrStyle, qrStyle } from './qr-style.ts'
import { toSvg } from './qr-svg.ts'
import { shortUrlOf } from './short-url.ts'

/** QR codes of links, and how those of a shop look. */
export function qrRoutes(runtime: Runtime) {
  const { database, publicUrl } = runtime
  // Codes of ended links too: print stays.
  const asked = (link: Link) => ({ slug: link.slug, shortUrl: shortUrlOf(link, publicUrl) })
  return new Hono<Guarded>()
    .get('/links/:id/qr.svg', guard(runtime, 'links:read'), query(qrQuery), async (c) => {
      const { link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const code = toCode(asked(link), await findQrSettings(database, link.shopId), c.req.valid('query'))
      return answerCode(c, code, 'svg')
    })
    .get('/links/:id/qr.png', guard(runtime, 'links:read'), query(qrQuery), async (c) => {
      const { link } = await findForActor(runtime, c.var.actor, c.req.param('id'))
      const code = toCode(asked(link), await findQrSettings(database, link.shopId), c.req.valid('query'))
      return answerCode(c, code, 'png')
    })
    .get('/shops/:id/qr-sample.svg', guard(runtime, 'links:read'), query(qrQuery), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const sample = { shortUrl: `${publicUrl}/sample1`, slug: 'sample' }
      return answerCode(c, toCode(sample, await findQrSettings(database, shop.id), c.req.valid('query')), 'svg')
    })
    .get('/shops/:id/qr-style', guard(runtime, 'links:read'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      return c.json(showSettings(await findQrSettings(database, shop.id)), 200)
    })
    .put('/shops/:id/qr-style', guard(runtime, 'links:write'), jsonBody(qrStyle), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      await saveQrStyle(database, shop.id, c.req.valid('json'), runtime.now())
      return c.json(showSettings(await findQrSettings(database, shop.id)), 200)
    })
    .put('/shops/:id/qr-logo', guard(runtime, 'links:write'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      const logo = await readLogo(new Uint8Array(await c.req.arrayBuffer()))
      await saveQrLogo(database, shop.id, logo, runtime.now())
      return c.json(showSettings(await findQrSettings(database, shop.id)), 200)
    })
    .delete('/shops/:id/qr-logo', guard(runtime, 'links:write'), async (c) => {
      const shop = await chooseShop(database, c.var.actor, c.req.param('id'))
      await removeQrLogo(database, shop.id, runtime.now())
      return c.body(null, 204)
    })
}

type Code = {
  readonly shortUrl: string
  /** Without its ending. */
  readonly fileName: string
  readonly style: QrStyle
  /** Only where the code is to have it. */
  readonly logo: Logo | undefined
  readonly updatedAt: number | null
  readonly isDownload: boolean
}

/** What the address asks for, laid over the shop's own style. @throws Problem 400 */
function toCode(
  { shortUrl, slug }: { readonly shortUrl: string; readonly slug: string },
  { style: own, logo, updatedAt }: QrSettings,
  asked: QrQuery,
): Code {
  const style = parseBody(qrStyle, { ...own, ...askedStyle(asked) })
  if (asked.logo === '1' && !logo)
    throw badField('/logo', 'is asked for, but the shop has none yet: send one to PUT /shops/{id}/qr-logo.')
  return {
    shortUrl,
    fileName: `qr-${slug}`,
    style,
    logo: style.logo ? logo : undefined,
    updatedAt,
    isDownload: asked.download === '1',
  }
}

/** Kept by the asker's browser alone, which asks each time whether it still looks so. */
async function answerCode(c: Context, code: Code, format: keyof typeof formats): Promise<Response> {
  const { type, draw } = formats[format]
  const { shortUrl, style, logo, updatedAt } = code
  // 1: the way of drawing; one more where the same style comes to look another way.
  const etag = `"${(await sha256(JSON.stringify([1, format, shortUrl, style, logo && updatedAt]))).slice(0, 32)}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization, cookie' }
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
  return c.body(draw(code), 200, {
    ...headers,
    'content-type': type,
    'content-disposition': `${code.isDownload ? 'attachment' : 'inline'}; filename="${code.fileName}.${format}"`,
    // Opened by itself, an SVG is a page: it may show its logo, and nothing else.
    'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'",
  })
}

const formats = {
  svg: { type: 'image/svg+xml', draw: drawSvg },
  png: { type: 'image/png', draw: drawPng },
} as const

function drawSvg({ shortUrl, style, logo }: Code): string {
  const drawing = drawCode(textOfCode(shortUrl), style, logo !== undefined)
  return toSvg({ drawing, style, title: shortUrl, logoUrl: logo && dataUrlOf(logo) })
}

function drawPng({ shortUrl, style, logo }: Code): Uint8Array<ArrayBuffer> {
  const drawing = drawCode(textOfCode(shortUrl), style, logo !== undefined)
  const least = leastSize(drawing)
  if (style.size < least)
    throw badField('/size', `must be ${least} pixels or more: with its margin this code has ${least} modules a side.`)
  return new Uint8Array(toPng({ drawing, style, logo: logo && pictureOf(logo) }))
}

/** Compressing proxies mark a tag as weak. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

function showSettings({ style, logo, updatedAt }: QrSettings) {
  return {
    style,
    logo: logo ? { type: logo.type, bytes: logo.bytes.length } : null,
    updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString(),
  }
}
