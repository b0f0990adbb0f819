import { contrast } from '../links/qr-contrast.ts'
import type { ButtonKind } from './bio-button.ts'
import { grounds, readableOn } from './bio-page.ts'

/** The page's style sheet. `accent`: `#rrggbb`, checked. `columns` of tiles on a phone. */
export function bioStyle(accent: string, columns: 2 | 3): string {
  const frame = (scheme: 'light' | 'dark') => (contrast(accent, grounds[scheme]) < 3 ? 'var(--soft)' : accent)
  return `:root{color-scheme:light dark;--ground:${grounds.light};--text:#1b1f23;--soft:#5b636b;--frame:${frame('light')};font:1rem/1.45 system-ui,sans-serif}
@media(prefers-color-scheme:dark){:root{--ground:${grounds.dark};--text:#e9ebee;--soft:#a4abb2;--frame:${frame('dark')}}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:36rem;margin:auto;padding:2rem 1rem 1.5rem}
header{text-align:center;margin-bottom:1.5rem}
header img{display:block;margin:0 auto .75rem;width:88px;height:88px;border-radius:50%;object-fit:cover}
h1{font-size:1.5rem;line-height:1.2;margin:0;text-wrap:balance}
header p{margin:.5rem auto 0;max-width:30rem;color:var(--soft);white-space:pre-line}
h2{font-size:1rem;margin:2rem 0 .75rem}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.625rem}
.b{grid-template-columns:1fr 1fr}
.b li:last-child:nth-child(odd){grid-column:span 2}
.b a{display:flex;align-items:center;justify-content:center;gap:.5rem;min-height:3.5rem;height:100%;padding:.5rem .875rem;border:2px solid var(--frame);border-radius:14px;background:${accent};color:${readableOn(accent).text};font-weight:600;line-height:1.2;text-align:center;text-decoration:none}
.b svg{flex:none;width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.t{grid-template-columns:repeat(${columns},1fr);gap:.5rem}
.t a{display:flex;align-items:flex-end;aspect-ratio:1;overflow:hidden;border-radius:12px;background:#4a5058;color:#fff;font-size:${columns === 3 ? '.8125rem' : '.9375rem'};font-weight:600;line-height:1.25;hyphens:auto;text-decoration:none}
.t span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:6;overflow:hidden;margin:.625rem}
.t img{display:block;width:100%;height:100%;object-fit:cover}
.knowledge{background:#1f4e79!important}.news{background:#8a2f4b!important}.offer{background:#9a3d12!important}.service{background:#0b6152!important}.inspiration{background:#5b3a8c!important}
a:focus-visible{outline:3px solid var(--text);outline-offset:3px}
footer{margin-top:2rem;text-align:center;font-size:.875rem;color:var(--soft)}
@media(min-width:32rem){.t{grid-template-columns:repeat(3,1fr)}.t a{font-size:.9375rem}}`
}

/** Drawn by 24 × 24, in lines. */
export const icons: Readonly<Record<ButtonKind, string>> = {
  menu: '<path d="M7 3v7a2 2 0 0 1-4 0V3M5 12v9M17 3c-2 2-3 5-3 9h4v9"/>',
  line: chat(),
  call: '<path d="M5 4h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2"/>',
  map: '<path d="M12 21s7-6.5 7-11a7 7 0 0 0-14 0c0 4.5 7 11 7 11z"/><circle cx="12" cy="10" r="2.5"/>',
  shop: '<path d="M5 8h14l1 13H4zM8.5 8V7a3.5 3.5 0 0 1 7 0v1"/>',
  whatsapp: chat(),
  email: '<path d="M3 6h18v13H3zM3 7l9 7 9-7"/>',
  link: '<path d="M7 17 17 7M9 7h8v8"/>',
}

function chat(): string {
  return '<path d="M4 20l1.5-4A8 8 0 1 1 8 19z"/>'
}
