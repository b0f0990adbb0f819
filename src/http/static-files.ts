import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'

/**
 * The files of a folder by their URL path, read when first asked for. Only files that were there at the start are served,
 * so no spelling of a path leads outside. Hashed assets may be kept by browsers for ever. Node only.
 */
export function openStaticFiles(folder: string): (path: string) => Response | undefined {
  const files = new Map(listFiles(folder).map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]))
  const read = new Map<string, Buffer<ArrayBuffer>>()
  return (path) => {
    const file = files.get(path)
    if (!file) return undefined
    const bytes = read.get(path) ?? readFileSync(file)
    read.set(path, bytes)
    return new Response(bytes, {
      headers: {
        'content-type': getMimeType(path) ?? 'application/octet-stream',
        'cache-control': path.startsWith('/app/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    // Not built yet: the addresses say so themselves.
    return []
  }
}
