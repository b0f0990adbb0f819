import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { adminKey } from '../make.ts'

/** `npm run -s serve` as an operator starts it, on a port of its own; ready when it says so. */
export async function serve(dataDir: string, over: Record<string, string> = {}) {
  const started = start(dataDir, over)
  const { url } = await Promise.race([
    started.listening,
    started.ended.then(({ code }) => Promise.reject(new Error(`ended with ${code}: ${started.said()}`))),
  ])
  return { ...started, url }
}

/** The same for a start that is to fail: how it ended, and what it said. */
export async function serveInVain(dataDir: string, over: Record<string, string> = {}) {
  const { ended, said, complained } = start(dataDir, over)
  const { code } = await ended
  return { code, said: said(), complained: complained() }
}

function start(dataDir: string, over: Record<string, string>) {
  const child = spawn('npm', ['run', '--silent', 'serve'], {
    cwd: join(import.meta.dirname, '..', '..'),
    // A group of its own, so that a signal reaches npm and the server alike, as from a terminal.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ADMIN_API_KEY: adminKey, LOG_LEVEL: 'silent', ...over },
  })
  let [out, err] = ['', '']
  const ended = new Promise<{ code: number | null }>((resolve) => child.on('close', (code) => resolve({ code })))
  const listening = new Promise<{ url: string }>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const url = /^listening on (\S+)\n/m.exec(out)?.[1]
      if (url) resolve({ url })
    })
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const kill = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, signal)
    return ended
  }
  onTestFinished(async () => void (await kill('SIGKILL')))
  return { listening, ended, kill, said: () => out, complained: () => err }
}
