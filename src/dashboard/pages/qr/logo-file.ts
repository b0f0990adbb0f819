/** What the server takes at most. */
const mostBytes = 200 * 1024
/** Pixels of the longer side, tried from the sharpest on: photographs take many bytes. */
const sides = [512, 384, 256, 128]

/** Any picture the browser can show, as a PNG small enough for a logo: all codes can hold that. undefined for none. */
export async function toLogo(file: Blob): Promise<Blob | undefined> {
  const image = await openImage(file)
  if (!image) return undefined
  for (const side of sides) {
    const png = await drawn(image, side)
    if (png && png.size <= mostBytes) return png
  }
  return undefined
}

async function openImage(file: Blob): Promise<HTMLImageElement | undefined> {
  const image = new Image()
  // As a data: address: the page may show no others but its own.
  image.src = await readAsUrl(file)
  try {
    await image.decode()
    return image
  } catch {
    return undefined
  }
}

function readAsUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(file)
  })
}

/** An SVG without a size of its own is drawn as a square. */
function drawn(image: HTMLImageElement, side: number): Promise<Blob | null> {
  const [wide, high] = [image.naturalWidth || 1, image.naturalHeight || 1]
  const scale = side / Math.max(wide, high)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(wide * scale))
  canvas.height = Math.max(1, Math.round(high * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
