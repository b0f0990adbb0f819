import type { Context } from 'hono'
import { html } from 'hono/html'
import { visitorPage } from '../http/html.ts'

/** Why a link shows nothing, in words for whoever has it. */
export type Refusal = { readonly status: 401 | 404 | 410 | 422 | 429; readonly title: string; readonly text: string }

/** A page for browsers; a line of text in place of a file. */
export function refuse(
  c: Context,
  as: 'page' | 'file',
  { status, title, text }: Refusal,
): Response | Promise<Response> {
  if (as === 'file') return c.text(`${title}. ${text}\n`, status)
  return c.html(visitorPage(title, html`<p>${text}</p>`), status)
}

export const unknown: Refusal = {
  status: 404,
  title: 'There is no such link',
  text: 'Look whether the whole address was copied: it is long.',
}
export const ended: Refusal = {
  status: 410,
  title: 'This link has ended',
  text: 'It was made for a while, or taken back. Ask whoever sent it to you for a new one.',
}
export const locked: Refusal = {
  status: 401,
  title: 'This link asks for a password',
  text: 'Open its page in a browser first. A spreadsheet cannot type one: ask for a link without a password for it.',
}

/** What is shown can't be worked out; `why` in words. */
export function unreadable(why: string): Refusal {
  return {
    status: 422,
    title: 'This can’t be shown any more',
    text: `Ask whoever sent you the link to change what it shows. ${why}`,
  }
}

export function tooOften(waitSeconds: number): Refusal {
  return {
    status: 429,
    title: 'Too many requests',
    text: `The link still works. Wait ${waitSeconds} seconds and try again.`,
  }
}
