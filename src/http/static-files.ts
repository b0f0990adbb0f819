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
    const isHashed = path.startsWith('/app/assets/')
    const bytes = read.get(path) ?? (file === undefined ? undefined : readOrNothing(file))
    if (!bytes) return undefined
    // What keeps its name is read anew each time: a build beside a running server shows at once.
    if (isHashed) read.set(path, bytes)
    return new Response(bytes, {
      headers: {
        'content-type': getMimeType(path) ?? 'application/octet-stream',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  }
}

function readOrNothing(file: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(file)
  } catch {
    // Gone since the start, as the files of an older build are.
    return undefined
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
