import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium } from '../test/browser/chromium.ts'

// `npx node docs/icons.ts`: the pictures of the installed dashboard, from its icon.svg. They are committed.
const folder = join(import.meta.dirname, '..', 'src', 'dashboard', 'public')
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8')
const green = '#0b7a5e'

/** `art`: how much of the picture the icon fills. What a phone cuts itself is green to the edge, and its art in the middle. */
const icons = [
  { name: 'icon-192', size: 192, art: 1, ground: 'transparent' },
  { name: 'icon-512', size: 512, art: 1, ground: 'transparent' },
  { name: 'icon-maskable-192', size: 192, art: 0.84, ground: green },
  { name: 'icon-maskable-512', size: 512, art: 0.84, ground: green },
  { name: 'apple-touch-icon', size: 180, art: 0.94, ground: green },
]

const browser = await launchChromium()
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 })
  for (const { name, size, art, ground } of icons) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>html,body{margin:0;height:100%;background:${ground}}body{display:grid;place-items:center}svg{display:block;width:${art * 100}%}</style>${svg}`,
    )
    await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true })
  }
} finally {
  await browser.close()
}
