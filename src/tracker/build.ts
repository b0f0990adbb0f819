import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const PUBLIC_FOLDER = fileURLToPath(new URL('../../public', import.meta.url))

/** Builds the shop snippet as one minified classic script, `till.js`, into `folder`; other files there stay. */
export async function buildTracker(folder: string): Promise<void> {
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
        entry: fileURLToPath(new URL('till.ts', import.meta.url)),
        formats: ['iife'],
        name: 'till',
        fileName: () => 'till.js',
      },
    },
  })
}

if (import.meta.main) await buildTracker(PUBLIC_FOLDER)
