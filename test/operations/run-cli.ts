import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Runs a command of the command line on a data folder, to its end. */
export async function runCli(folder: string, ...args: string[]) {
  const { ended, said, complained } = startCli(folder, ...args)
  return { code: await ended, out: said(), err: complained() }
}

/** The same, killed at the n-th change it makes to files; `code` is null if it came that far. */
export async function runCliUntil(n: number, folder: string, ...args: string[]) {
  const { ended } = start(folder, ['--import', join(import.meta.dirname, 'die-at.ts'), cli, ...args], String(n))
  return { code: await ended }
}

/** A command while it runs. */
export function startCli(folder: string, ...args: string[]) {
  return start(folder, [cli, ...args], '')
}

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts')

function start(folder: string, args: readonly string[], dieAt: string) {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder, DIE_AT: dieAt },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended, said: () => out, complained: () => err }
}
