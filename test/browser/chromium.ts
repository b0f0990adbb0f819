import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

// Never the package's own `args`: they switch the same-origin policy off, and the tests are about two sites.
const ARGUMENTS = ['--no-sandbox', '--headless=shell', '--use-gl=angle', '--use-angle=swiftshader']

/** A real Chromium: the packed one on Linux, elsewhere the Chrome of the machine. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  const folder = await unpackedChromium()
  try {
    return await launchFrom(folder, {})
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error
    return launchFrom(folder, { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') })
  }
}

/**
 * Where this version lies unpacked. The package unpacks in place and takes a half-written file for a whole one, so it
 * unpacks into a folder of its own, which gets its name when it is complete.
 */
async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), `tilltrail-chromium-${packedSize()}`)
  if (existsSync(folder)) return folder
  const staging = await mkdtemp(join(tmpdir(), 'tilltrail-chromium-'))
  const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()"
  // In an Amazon Linux environment the package unpacks its NSS libraries too.
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: import.meta.dirname,
      env,
    })
    await rename(staging, folder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another test run may have been first.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The size of the packed browser tells versions and architectures apart. */
function packedSize(): number {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  return statSync(join(entry, '..', '..', 'bin', 'chromium.br')).size
}

function launchFrom(folder: string, env: Record<string, string>): Promise<Browser> {
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: { ...process.env, ...fonts, ...env },
  })
}
