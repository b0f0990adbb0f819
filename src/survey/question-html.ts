import { html, raw } from 'hono/html'
import type { AskedOption, SurveyDraft } from './survey.ts'

/** What the page shows: the question to an order ('' for none), or thanks. */
export type Asked =
  | { readonly kind: 'ask'; readonly options: readonly AskedOption[]; readonly order: string }
  | { readonly kind: 'thanks' }

/** The whole page, in HTML. */
export async function renderQuestion(survey: SurveyDraft, asked: Asked): Promise<string> {
  const { language, question } = survey
  const drawn = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${question}</title>
<style>${raw(style)}</style>
</head>
<body>
<main dir="auto">${asked.kind === 'thanks' ? html`<h1 role="status">${survey.thanks}</h1>` : drawForm(survey, asked)}</main>
</body>
</html>`
  return drawn.toString()
}

function drawForm(survey: SurveyDraft, { options, order }: Extract<Asked, { kind: 'ask' }>) {
  const shown = options.map(({ id }) => id).join(',')
  return html`<form method="post">
<fieldset><legend><h1>${survey.question}</h1></legend>
${options.map(({ id, label }) => html`<label><input type="radio" name="option" value="${id}" required>${label}</label>\n`)}</fieldset>
<p class="own"><label for="text">${survey.otherHint}</label><input id="text" name="text" maxlength="200" autocomplete="off"></p>
<input type="hidden" name="order" value="${order}"><input type="hidden" name="position" value="${shown}">
<button>${survey.send}</button>
${survey.note === '' ? '' : html`<p class="note">${survey.note}</p>`}
</form>`
}

/** What the page needs: no script, no outside resource, to be framed by any site. */
export const questionPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *; base-uri 'none'; form-action 'self'"

/** The field for one's own words comes with its option, where the browser can tell; else it is always there. */
const style = `:root{color-scheme:light dark;--ground:#fff;--text:#1b1f23;--soft:#5b636b;--line:#7c858e;--act:#0b775b;--on:#fff;font:1rem/1.45 system-ui,sans-serif}
@media(prefers-color-scheme:dark){:root{--ground:#141619;--text:#e9ebee;--soft:#a4abb2;--line:#868e96;--act:#4fc3a1;--on:#0b1411}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:auto;padding:1.25rem 1rem}
h1{font-size:1.25rem;line-height:1.25;margin:0 0 .75rem}
fieldset{border:0;margin:0;padding:0;min-width:0;display:grid;gap:.5rem}
legend{padding:0}
fieldset label{display:flex;align-items:center;gap:.625rem;min-height:3rem;padding:.5rem .875rem;border:1px solid var(--line);border-radius:10px;cursor:pointer}
fieldset label:has(:checked){border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
input[type=radio]{width:1.25rem;height:1.25rem;flex:none;margin:0;accent-color:var(--act)}
.own{display:grid;gap:.25rem;margin:.75rem 0 0}
.own input{font:inherit;color:inherit;background:transparent;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:10px}
@supports selector(:has(*)){.own{display:none}form:has([value=other]:checked) .own{display:grid}}
button{font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1.5rem;margin-top:1rem;border:0;border-radius:10px;background:var(--act);color:var(--on);cursor:pointer}
:focus-visible{outline:3px solid var(--text);outline-offset:2px}
.note{font-size:.875rem;color:var(--soft);margin:.75rem 0 0}`
