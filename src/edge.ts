import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from './config.ts'

/** `npm run edge`: the Worker on local workerd with its D1 database in DATA_DIR/edge. Node only, for development and tests. */
function main(): void {
  const config = readConfig(process.env)
  const state = join(config.dataDir, 'edge')
  mkdirSync(state, { recursive: true })
  const migrated = runWrangler(['d1', 'migrations', 'apply', 'tilltrail', '--local', '--persist-to', state])
  if (migrated.status !== 0) throw new Error(`the migrations failed:\n${migrated.stdout}${migrated.stderr}`)
  const vars = ['PUBLIC_URL', 'ADMIN_API_KEY', 'CLICK_PARAM', 'LOG_LEVEL'].flatMap((name) =>
    process.env[name] ? ['--var', `${name}:${process.env[name]}`] : [],
  )
  const address = ['--port', String(config.port), '--ip', config.host]
  const child = spawn(process.execPath, [wrangler, 'dev', '--local', '--persist-to', state, ...address, ...vars], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  announce(child)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 0))
}

const wrangler = join(import.meta.dirname, '..', 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const environment = { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', CI: 'true' }

function runWrangler(args: readonly string[]) {
  return spawnSync(process.execPath, [wrangler, ...args], { env: environment, encoding: 'utf8' })
}

/** wrangler's own words, with the line that others wait for: `listening on URL`. */
function announce(child: ChildProcess): void {
  child.stderr?.pipe(process.stderr)
  child.stdout?.on('data', (chunk: Buffer) => {
    const text = chunk.toString()
    process.stderr.write(text)
    const url = /Ready on (https?:\/\/\S+)/.exec(text)?.[1]
    if (url) process.stdout.write(`listening on ${url}\n`)
  })
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof ConfigError ? 1 : 2)
}
