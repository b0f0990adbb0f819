import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const PUBLIC_FOLDER = fileURLToPath(new URL('../../public', import.meta.url))

/** The snippet's files: what a page loads, and what that loads when the page is idle; and the question after an order. */
const FILES = ['till', 'till-more', 'q'] as const

/**
 * Builds the shop snippet as minified classic scripts, `till.js`, `till-more.js` and `q.js`, into `folder`; other files there
 * stay. `till-integrity.json` says what a page may demand of them: `{"till.js":"sha384-…"}`.
 */
export async function buildTracker(folder: string): Promise<void> {
  const integrity: Record<string, string> = {}
  for (const file of FILES) {
    await buildFile(folder, file)
    const bytes = await readFile(join(folder, `${file}.js`))
    integrity[`${file}.js`] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
  }
  await writeFile(join(folder, 'till-integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
}

async function buildFile(folder: string, file: (typeof FILES)[number]): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2018',
      minify: true,
      reportCompressedSize: false,
      lib: {
        entry: fileURLToPath(new URL(`${file}.ts`, import.meta.url)),
        formats: ['iife'],
        name: 'till',
        fileName: () => `${file}.js`,
      },
    },
  })
}

if (import.meta.main) await buildTracker(PUBLIC_FOLDER)
