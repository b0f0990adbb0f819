import { html } from 'hono/html'

/** A small page of our own for visitors: no script, no outside resource, light and dark. `content` is escaped by `html`. */
export function visitorPage(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center }
main { max-width: 34rem; padding: 2rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem }
dt { font-weight: 600; margin-top: .75rem } dd { margin: 0 }
</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`
}
